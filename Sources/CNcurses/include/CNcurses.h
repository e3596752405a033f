/* SPDX-License-Identifier: MIT */
#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Wrappers of ncurses and libc macros, variadic functions and mutable globals, which Swift cannot
   import. */

/* Sets the locale from the environment, or C.UTF-8 if it names none or a UTF-8 locale that is not
   installed. Returns whether the character encoding is UTF-8. */
bool ns_set_locale(void);

enum ns_verdict { NS_USABLE = 0, NS_UNKNOWN_TERMINAL = 1, NS_NO_CURSOR_MOTION = 2 };

/* Looks up a terminal (TERM if NULL) in terminfo and stores its number of colors. */
enum ns_verdict ns_inspect_terminal(const char *name, int descriptor, int *colors);

struct ns_size {
  int rows, columns, width, height;
};

/* Rows, columns and pixels of the terminal; 0 if unknown. */
struct ns_size ns_window_size(int descriptor);

/* Starts curses on stdin and stdout for a terminal (TERM if NULL). Returns false on failure.
   ns_close_screen frees the resources. */
bool ns_open_screen(const char *name);
/* Restores the terminal. A later refresh resumes curses. */
void ns_leave_screen(void);
void ns_close_screen(void);

/* Enables raw input. Only Control-\ still raises its signal, to end a hung program. */
void ns_raw_input(void);

WINDOW *ns_standard_window(void);
void ns_repaint_all(void);
int ns_rows(void);
int ns_columns(void);
int ns_colors(void);
int ns_color_pairs(void);

enum ns_attribute { NS_BOLD = 1, NS_DIM = 2, NS_UNDERLINE = 4, NS_REVERSE = 8, NS_INVISIBLE = 16 };

/* Writes characters with equal attributes (ns_attribute bits) and color pair, starting at a cell. */
void ns_put_run(
    int row, int column, const uint32_t *glyphs, int count, uint32_t attributes, int pair);

/* Returns the width of a character in columns in the current locale; -1 for control characters. */
int ns_glyph_width(uint32_t glyph);

/* Reads the next key without waiting. Returns 0 for none, 1 for a character, 2 for a KEY_ code, 3 for
   the mouse. */
int ns_read_key(uint32_t *code);

/* Enables or disables mouse reports. Returns false if the terminal has no mouse. */
bool ns_listen_to_mouse(bool is_on);

enum ns_mouse { NS_MOUSE_NONE, NS_PRESS, NS_DRAG, NS_RELEASE, NS_CLICK, NS_WHEEL_UP, NS_WHEEL_DOWN };

/* Returns the mouse event and its cell, after ns_read_key returned 3. */
enum ns_mouse ns_read_mouse(int *row, int *column);

/* Blocks WINCH, CONT, TERM, INT, HUP and TSTP in this thread and in threads it starts. Returns a
   nonblocking signalfd, or -1. ns_signals_read returns 0 if no signal is pending. */
int ns_signals_open(void);
int ns_signals_read(int descriptor);
void ns_signals_close(int descriptor);

/* Stops the process group as Control-Z does. Returns when it is continued. */
void ns_stop(void);

/* Returns the descriptor of an anonymous memory file, or -1. */
int ns_memory_file(void);

/* Installs the handler for fatal signals. It restores the terminal and standard error and prints the
   contents of `log` (-1 for none). A fault then continues to the previously installed handler; a signal
   sent by a process terminates the program. Calls crash_handler_enter_thread() for this thread. */
void crash_handler_install(int terminal, int standard_error, int log);
void crash_handler_remove(void);

/* Gives the calling thread an alternate signal stack. Without it the handler cannot run after a stack
   overflow in that thread. Call it at the start of each thread; the stack is freed when it ends. */
void crash_handler_enter_thread(void);

/* Makes the handler also delete the pictures that terminals with kitty's protocol store. */
void crash_handler_delete_pictures(void);
