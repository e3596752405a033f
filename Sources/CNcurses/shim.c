/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static const char *named_locale(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value && *value) return value;
  }
  return "";
}

bool ns_set_locale(void) {
  const char *name = named_locale();
  bool wants_utf8 = !*name || strcasestr(name, "utf-8") || strcasestr(name, "utf8");
  if ((!*name || !setlocale(LC_ALL, "")) && wants_utf8) setlocale(LC_CTYPE, "C.UTF-8");
  setlocale(LC_NUMERIC, "C"); /* C libraries must parse "0.5" in every locale. */
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

enum ns_verdict ns_inspect_terminal(const char *name, int descriptor, int *colors) {
  int error = 0;
  *colors = 0;
  if (setupterm((char *)name, descriptor, &error) != OK) return NS_UNKNOWN_TERMINAL;
  const char *cup = tigetstr("cup");
  int count = tigetnum("colors");
  *colors = count > 0 ? count : 0;
  enum ns_verdict verdict = cup && cup != (char *)-1 ? NS_USABLE : NS_NO_CURSOR_MOTION;
  del_curterm(cur_term);
  return verdict;
}

struct ns_size ns_window_size(int descriptor) {
  struct winsize size = {0};
  ioctl(descriptor, TIOCGWINSZ, &size);
  return (struct ns_size){size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel};
}

static SCREEN *screen;
/* Keys are read from a pad, because reading from a window refreshes that window. */
static WINDOW *keys;

bool ns_open_screen(const char *name) {
  use_env(FALSE); /* LINES and COLUMNS in the environment would fix the size. */
  use_tioctl(TRUE);
  screen = newterm(name, stdout, stdin);
  keys = screen ? newpad(1, 1) : NULL;
  if (!keys) return false;
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  return true;
}

void ns_leave_screen(void) {
  /* Without an alternate screen the last frame would remain under the shell's prompt. */
  if (!tigetstr("rmcup")) {
    werase(stdscr);
    wrefresh(stdscr);
  }
  endwin();
}

void ns_close_screen(void) {
  if (keys) delwin(keys);
  if (screen) delscreen(screen);
  keys = NULL;
  screen = NULL;
}

void ns_raw_input(void) {
  raw();
  noecho();
  nonl();
  struct termios mode;
  if (tcgetattr(STDIN_FILENO, &mode) != 0) return;
  mode.c_lflag |= ISIG;
  mode.c_cc[VINTR] = mode.c_cc[VSUSP] = _POSIX_VDISABLE;
  tcsetattr(STDIN_FILENO, TCSANOW, &mode);
  def_prog_mode();
}

WINDOW *ns_standard_window(void) { return stdscr; }
void ns_repaint_all(void) { clearok(curscr, TRUE); }
int ns_rows(void) { return LINES; }
int ns_columns(void) { return COLS; }
int ns_colors(void) { return has_colors() ? COLORS : 0; }
int ns_color_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

static attr_t curses_attributes(uint32_t bits) {
  return (bits & NS_BOLD ? WA_BOLD : 0) | (bits & NS_DIM ? WA_DIM : 0) |
         (bits & NS_UNDERLINE ? WA_UNDERLINE : 0) | (bits & NS_REVERSE ? WA_REVERSE : 0) |
         (bits & NS_INVISIBLE ? WA_INVIS : 0);
}

void ns_put_run(
    int row, int column, const uint32_t *glyphs, int count, uint32_t attributes, int pair) {
  if (count <= 0) return;
  cchar_t cells[count];
  attr_t attribute_bits = curses_attributes(attributes);
  int used = 0;
  for (int i = 0; i < count; i++) {
    wchar_t text[3] = {(wchar_t)glyphs[i], 0, 0};
    /* A combining mark (width 0) shares the cell of the previous character. */
    if (i + 1 < count && wcwidth((wchar_t)glyphs[i + 1]) == 0) text[1] = (wchar_t)glyphs[++i];
    setcchar(&cells[used++], text, attribute_bits, 0, &pair);
  }
  mvwadd_wchnstr(stdscr, row, column, cells, used);
}

int ns_glyph_width(uint32_t glyph) { return wcwidth((wchar_t)glyph); }

int ns_read_key(uint32_t *code) {
  wint_t key = 0;
  int kind = wget_wch(keys, &key);
  *code = (uint32_t)key;
  if (kind == KEY_CODE_YES && key == KEY_MOUSE) return 3;
  return kind == OK ? 1 : kind == KEY_CODE_YES ? 2 : 0;
}

bool ns_listen_to_mouse(bool is_on) {
  mmask_t wanted = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED |
                   BUTTON4_PRESSED | BUTTON5_PRESSED | REPORT_MOUSE_POSITION;
  mouseinterval(0);
  if (mousemask(is_on ? wanted : 0, NULL) == 0 && is_on) return false;
  return !is_on || has_mouse();
}

enum ns_mouse ns_read_mouse(int *row, int *column) {
  MEVENT event;
  if (getmouse(&event) != OK) return NS_MOUSE_NONE;
  *row = event.y;
  *column = event.x;
  if (event.bstate & BUTTON4_PRESSED) return NS_WHEEL_UP;
  if (event.bstate & BUTTON5_PRESSED) return NS_WHEEL_DOWN;
  if (event.bstate & (BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED)) return NS_CLICK;
  if (event.bstate & BUTTON1_PRESSED) return NS_PRESS;
  if (event.bstate & BUTTON1_RELEASED) return NS_RELEASE;
  return event.bstate & REPORT_MOUSE_POSITION ? NS_DRAG : NS_MOUSE_NONE;
}

int ns_memory_file(void) { return memfd_create("stderr", MFD_CLOEXEC); }
