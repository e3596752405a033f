/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "CNcurses.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t handled_signals(void) {
  static const int signals[] = {SIGWINCH, SIGCONT, SIGTERM, SIGINT, SIGHUP, SIGTSTP};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaddset(&set, signals[i]);
  return set;
}

int ns_signals_open(void) {
  sigset_t set = handled_signals();
  if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int ns_signals_read(int descriptor) {
  struct signalfd_siginfo info;
  return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void ns_signals_close(int descriptor) {
  sigset_t set = handled_signals();
  close(descriptor);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void ns_stop(void) {
  struct sigaction before, standard = {.sa_handler = SIG_DFL};
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigaction(SIGTSTP, &standard, &before);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}
