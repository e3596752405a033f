/* SPDX-License-Identifier: MIT */
#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What Swift cannot see of ncurses and libc: macros, variadics and mutable globals. */

/* Sets the locale from the environment, or C.UTF-8 where the environment names none (or one that is
   not installed but would be UTF-8). Returns whether characters are UTF-8. */
bool ns_set_locale(void);

enum ns_verdict { NS_USABLE = 0, NS_UNKNOWN_TERMINAL = 1, NS_NO_CURSOR_MOTION = 2 };

/* Looks a terminal up in terminfo, TERM for NULL; stores the number of colors. */
enum ns_verdict ns_inspect_terminal(const char *name, int descriptor, int *colors);

struct ns_size {
  int rows, columns, width, height;
};

/* Rows, columns and pixels of the terminal; zeros when unknown. */
struct ns_size ns_window_size(int descriptor);

/* Starts curses on stdin and stdout for a terminal, TERM for NULL; false when it cannot.
   ns_close_screen frees it again. */
bool ns_open_screen(const char *name);
/* Gives the terminal back, for a while or for good; a refresh takes it again. */
void ns_leave_screen(void);
void ns_close_screen(void);

/* Raw input in which Control-\ alone still raises its signal: the way out of a hung program. */
void ns_raw_input(void);

WINDOW *ns_standard_window(void);
void ns_repaint_all(void);
int ns_rows(void);
int ns_columns(void);
int ns_colors(void);
int ns_color_pairs(void);

enum ns_attribute { NS_BOLD = 1, NS_DIM = 2, NS_UNDERLINE = 4, NS_REVERSE = 8, NS_INVISIBLE = 16 };

/* Puts characters in one look from a cell on; attributes are ns_attribute bits. */
void ns_put_run(
    int row, int column, const uint32_t *glyphs, int count, uint32_t attributes, int pair);

/* The columns a character takes in the current locale; -1 for a control character. */
int ns_glyph_width(uint32_t glyph);

/* The next key, without waiting: 0 none, 1 a character, 2 a KEY_ code, 3 the mouse. */
int ns_read_key(uint32_t *code);

/* Listens to the mouse or no more; false where the terminal has none. Drags are asked for here, too,
   which curses does not do. */
bool ns_listen_to_mouse(bool is_on);

enum ns_mouse { NS_MOUSE_NONE, NS_PRESS, NS_DRAG, NS_RELEASE, NS_CLICK, NS_WHEEL_UP, NS_WHEEL_DOWN };

/* What the mouse did and at which cell, after ns_read_key said 3. */
enum ns_mouse ns_read_mouse(int *row, int *column);

/* Blocks WINCH, CONT, TERM, INT, HUP and TSTP in this thread and those it starts; returns a
   non-blocking signalfd, or -1. ns_signal_read returns 0 when none is waiting. */
int ns_signals_open(void);
int ns_signals_read(int descriptor);
void ns_signals_close(int descriptor);

/* Stops the process group as Control-Z does and returns when it is continued. */
void ns_stop(void);

/* An anonymous file in memory, or -1. */
int ns_memory_file(void);

/* Installs the handler for fatal signals. It restores the terminal and standard error and prints the
   contents of `log` (-1 for none). A fault then continues to the previously installed handler; a signal
   sent by a process terminates the program. Calls crash_handler_enter_thread() for this thread. */
void crash_handler_install(int terminal, int standard_error, int log);
void crash_handler_remove(void);

/* Gives the calling thread an alternate signal stack, without which the handler cannot run after a stack
   overflow in that thread. Called at the start of each thread; the stack is freed when it ends. */
void crash_handler_enter_thread(void);

/* Makes the handler also delete the pictures that terminals with kitty's protocol store. */
void crash_handler_delete_pictures(void);
