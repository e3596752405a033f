/* SPDX-License-Identifier: MIT */
/* Ends the process with an error message, instead of an illegal instruction, if an AVX2 build runs on
   an older processor. */
#include "CProcessor.h"
#include <unistd.h>

#if defined(__x86_64__)
__attribute__((constructor(101))) static void check_processor(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
      __builtin_cpu_supports("bmi2"))
    return;
  static const char message[] =
      "normscope: this build requires a processor with AVX2 and FMA (2013 or newer); "
      "remove the -march flag from Package.swift and rebuild\n";
  if (write(2, message, sizeof message - 1) < 0) _exit(2);
  _exit(2);
}
#endif
