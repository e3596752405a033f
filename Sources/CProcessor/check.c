/* SPDX-License-Identifier: MIT */
/* Stops an AVX2 build on an older processor with a sentence instead of an illegal instruction. */
#include "CProcessor.h"
#include <unistd.h>

#if defined(__x86_64__)
__attribute__((constructor(101))) static void check_processor(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
      __builtin_cpu_supports("bmi2"))
    return;
  static const char message[] =
      "normscope: this build needs a processor with AVX2 and FMA (2013 or newer); "
      "remove the -march flag from Package.swift and build again\n";
  if (write(2, message, sizeof message - 1) < 0) _exit(2);
  _exit(2);
}
#endif
