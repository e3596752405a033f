/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "CNcurses.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Everything the handler reads is stored before the handlers are installed. */
static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGHUP};
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };
static struct sigaction before[FATAL_COUNT];
static volatile sig_atomic_t is_armed;
static int terminal_fd, error_fd, log_fd;
/* The terminal under another number, and a place where nothing is seen. */
static int spare_fd = -1, null_fd = -1;
static struct termios terminal_mode;
static bool has_mode;
static volatile sig_atomic_t has_pictures;
static stack_t crash_stack;

/* End an unfinished string and synchronized output, mouse and keypad off, cursor on, plain text,
   ASCII character set, the normal screen. A terminal ignores what it does not know. */
static const char restore[] =
    "\033\\\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?1l\033>\033[?25h\033[0m\033(B"
    "\033[?1049l\r\n";

/* Ends a picture cut off in the middle and removes all by kitty's protocol. Only for terminals that
   were sent some: tmux takes the string for a title, and the Linux console of old prints it. */
static const char forget_pictures[] = "\033\\\033_Ga=d,d=A,q=2\033\\";

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void give_back_standard_error(void) {
  if (log_fd < 0 || error_fd < 0) return;
  dup2(error_fd, STDERR_FILENO);
  char bytes[512];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(log_fd, bytes, sizeof bytes, offset)) > 0) {
    write_all(STDERR_FILENO, bytes, (size_t)count);
    offset += count;
  }
}

/* Other threads go on for a moment: what they still draw must not come after the restoring. */
static int take_terminal_away(void) {
  if (spare_fd < 0 || null_fd < 0) return terminal_fd;
  dup2(null_fd, terminal_fd);
  return spare_fd;
}

/* What comes next may print a backtrace and ask what to do: it gets the terminal. Other threads, whose
   descriptors are no longer this one's, do not, unless the system does not allow that. */
static void give_back_terminal(void) {
  if (spare_fd < 0 || null_fd < 0) return;
  unshare(CLONE_FILES);
  dup2(spare_fd, terminal_fd);
}

/* Whether a signal tells of a fault here, rather than of somebody's wish that the program ends. The
   terminal's own signals come from the kernel, too. */
static bool is_fault(const siginfo_t *info) {
  if (info->si_signo == SIGQUIT || info->si_signo == SIGHUP) return false;
  return info->si_code > 0 || (info->si_signo == SIGABRT && info->si_pid == getpid());
}

/* Returning from the handler runs the faulting instruction again, now under the old action, which is
   Swift's backtrace. A signal that was sent would not come again, and that of `abort` not to that action:
   it is raised, and what was sent ends the program as it would without any handler. */
static void crashed(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  if (is_armed) {
    is_armed = 0;
    int terminal = take_terminal_away();
    if (has_pictures) write_all(terminal, forget_pictures, sizeof forget_pictures - 1);
    write_all(terminal, restore, sizeof restore - 1);
    /* Keys that were meant for the explorer are no commands for the shell. */
    tcflush(terminal, TCIFLUSH);
    if (has_mode) tcsetattr(terminal, TCSANOW, &terminal_mode);
    give_back_standard_error();
    give_back_terminal();
  }
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int i = 0; i < FATAL_COUNT; i++) {
    if (fatal[i] == signal_number)
      sigaction(signal_number, is_fault(info) ? &before[i] : &standard, NULL);
  }
  if (info->si_code <= 0 || !is_fault(info)) raise(signal_number);
}

static void use_crash_stack(void) {
  size_t size = 64 * 1024;
  if (!crash_stack.ss_sp) crash_stack.ss_sp = malloc(size);
  crash_stack.ss_size = size;
  stack_t current;
  bool is_free = sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE);
  if (crash_stack.ss_sp && is_free) sigaltstack(&crash_stack, NULL);
}

void ns_crash_guard_arm(int terminal, int standard_error, int log) {
  if (is_armed) return;
  terminal_fd = terminal;
  error_fd = standard_error;
  log_fd = log;
  if (spare_fd < 0) spare_fd = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
  if (null_fd < 0) null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
  has_mode = tcgetattr(terminal, &terminal_mode) == 0;
  use_crash_stack();
  is_armed = 1;
  struct sigaction action = {.sa_sigaction = crashed, .sa_flags = SA_ONSTACK | SA_SIGINFO};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < FATAL_COUNT; i++) {
    sigaction(fatal[i], &action, &before[i]);
    if (before[i].sa_handler == SIG_IGN) sigaction(fatal[i], &before[i], NULL);
  }
}

void ns_crash_guard_forget_pictures(void) { has_pictures = 1; }

void ns_crash_guard_disarm(void) {
  if (!is_armed) return;
  is_armed = 0;
  for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal[i], &before[i], NULL);
}
