/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT, SIGHUP};
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };

/* The handler may run on any thread. It reads the variables below only after it has seen ARMED, and
   they are stored before that, so they need not be atomic themselves. */
enum { DISARMED, ARMED, RESTORING, RESTORED };
static atomic_int state = DISARMED;
static atomic_bool has_pictures;
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "the signal handler needs a lock-free atomic_int");
_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2, "the signal handler needs a lock-free atomic_bool");

static struct sigaction previous[FATAL_COUNT];
static int terminal_fd, error_fd, log_fd;
/* A duplicate of the terminal's descriptor, and /dev/null. */
static int spare_fd = -1, null_fd = -1;
static struct termios terminal_mode;
static bool has_mode;

/* Ends an unfinished control string and synchronized output; mouse and keypad off, cursor on,
   attributes and character set reset, primary screen. Terminals ignore sequences they do not know. */
static const char restore_sequence[] =
    "\033\\\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?1l\033>\033[?25h\033[0m\033(B"
    "\033[?1049l\r\n";

/* Ends a half-written picture and deletes all pictures of the kitty protocol. Only for terminals that
   were sent such pictures: tmux would take the string for a title, old Linux consoles print it. */
static const char delete_pictures_sequence[] = "\033\\\033_Ga=d,d=A,q=2\033\\";

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void restore_standard_error(void) {
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

/* Redirects the terminal's descriptor to /dev/null, because other threads still run and may draw.
   Returns a descriptor of the terminal for this thread. */
static int detach_terminal(void) {
  if (spare_fd < 0 || null_fd < 0) return terminal_fd;
  dup2(null_fd, terminal_fd);
  return spare_fd;
}

/* Swift's crash handler, which runs next, may print a backtrace and wait for a key, so this thread
   needs the terminal again. Its descriptor table is separated first, so that other threads keep
   /dev/null (unless the system forbids unshare). */
static void attach_terminal(void) {
  if (spare_fd < 0 || null_fd < 0) return;
  unshare(CLONE_FILES);
  dup2(spare_fd, terminal_fd);
}

static void restore_terminal(void) {
  int terminal = detach_terminal();
  if (atomic_load(&has_pictures)) {
    write_all(terminal, delete_pictures_sequence, sizeof delete_pictures_sequence - 1);
  }
  write_all(terminal, restore_sequence, sizeof restore_sequence - 1);
  /* Keys typed for the explorer must not reach the shell. */
  tcflush(terminal, TCIFLUSH);
  if (has_mode) tcsetattr(terminal, TCSANOW, &terminal_mode);
  restore_standard_error();
  attach_terminal();
}

/* Waits until the thread in `restore_terminal` is done, for at most two seconds. */
static void wait_for_restoring(void) {
  for (int i = 0; i < 2000 && atomic_load(&state) == RESTORING; i++) poll(NULL, 0, 1);
}

/* Whether the signal reports a fault of this process, not a request to terminate. SIGQUIT and SIGHUP
   also come from the kernel (terminal driver) but are requests. */
static bool is_fault(const siginfo_t *info) {
  if (info->si_signo == SIGQUIT || info->si_signo == SIGHUP) return false;
  return info->si_code > 0 || (info->si_signo == SIGABRT && info->si_pid == getpid());
}

/* After a fault, returning repeats the faulting instruction under the previous action, which is Swift's
   backtrace. A signal from kill() does not repeat and is raised again with the default action. The
   signal of abort() is raised again with the previous action. */
static void handle_signal(int number, siginfo_t *info, void *context) {
  (void)context;
  int saved_errno = errno, expected = ARMED;
  if (atomic_compare_exchange_strong(&state, &expected, RESTORING)) {
    restore_terminal();
    atomic_store(&state, RESTORED);
  } else {
    wait_for_restoring();
  }
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int i = 0; i < FATAL_COUNT; i++) {
    if (fatal[i] == number) sigaction(number, is_fault(info) ? &previous[i] : &standard, NULL);
  }
  if (info->si_code <= 0 || !is_fault(info)) raise(number);
  errno = saved_errno;
}

/* A thread's signal stack is one mapping: a guard page, then the stack. */
static size_t page_size(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static size_t signal_stack_size(void) {
  /* Swift's handler runs on it too, and AVX-512 and AMX registers are saved there. */
  long needed = sysconf(_SC_SIGSTKSZ);
  size_t size = 64 * 1024;
  return needed > (long)size ? ((size_t)needed + page_size() - 1) / page_size() * page_size() : size;
}

static pthread_key_t signal_stack_key;
static bool has_signal_stack_key;

static void free_signal_stack(void *mapping) {
  stack_t current, none = {.ss_flags = SS_DISABLE};
  if (sigaltstack(NULL, &current) != 0) return;
  /* Something else may have replaced it meanwhile. */
  if (current.ss_sp == (char *)mapping + page_size()) sigaltstack(&none, NULL);
  munmap(mapping, page_size() + signal_stack_size());
}

static void make_signal_stack_key(void) {
  has_signal_stack_key = pthread_key_create(&signal_stack_key, free_signal_stack) == 0;
}

void crash_handler_enter_thread(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_signal_stack_key);
  stack_t current;
  bool is_free = sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE);
  if (!is_free || !has_signal_stack_key) return;
  size_t guard = page_size(), size = signal_stack_size();
  char *mapping =
      mmap(NULL, guard + size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (mapping == MAP_FAILED) return;
  stack_t stack = {.ss_sp = mapping + guard, .ss_size = size};
  bool is_ready = mprotect(stack.ss_sp, size, PROT_READ | PROT_WRITE) == 0 &&
                  pthread_setspecific(signal_stack_key, mapping) == 0;
  if (!is_ready) {
    munmap(mapping, guard + size);
    return;
  }
  sigaltstack(&stack, NULL);
}

void crash_handler_install(int terminal, int standard_error, int log) {
  if (atomic_load(&state) != DISARMED) return;
  terminal_fd = terminal;
  error_fd = standard_error;
  log_fd = log;
  if (spare_fd < 0) spare_fd = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
  if (null_fd < 0) null_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
  has_mode = tcgetattr(terminal, &terminal_mode) == 0;
  crash_handler_enter_thread();
  for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal[i], NULL, &previous[i]);
  atomic_store(&state, ARMED);
  struct sigaction action = {.sa_sigaction = handle_signal, .sa_flags = SA_ONSTACK | SA_SIGINFO};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < FATAL_COUNT; i++) {
    if (previous[i].sa_handler != SIG_IGN) sigaction(fatal[i], &action, NULL);
  }
}

void crash_handler_delete_pictures(void) { atomic_store(&has_pictures, true); }

void crash_handler_remove(void) {
  int expected = ARMED;
  if (!atomic_compare_exchange_strong(&state, &expected, DISARMED)) {
    /* Another thread is crashing: the process ends when it is done. */
    wait_for_restoring();
    return;
  }
  for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal[i], &previous[i], NULL);
}
