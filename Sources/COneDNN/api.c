/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "api.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#if DNNL_VERSION_MAJOR != 2
#error "COneDNN is written for oneDNN 2; version 3 describes operations in another way"
#endif

static OneDNN functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* A thread that waits for another turns in a circle for some 20 µs, as long as the next layer usually
   takes to come, and then sleeps. Where something else runs on a core too, those that turn for long
   lose their turn when it counts, and a network takes ten times as long (Speed.md). The runtime reads
   this when it is loaded; whoever set it before is obeyed. */
__attribute__((constructor)) static void wait_briefly(void) {
  if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "1000", 0);
}

static void load(void) {
#define TEXT_OF(number) #number
#define LIBRARY(major) "libdnnl.so." TEXT_OF(major)
  void *library = dlopen(LIBRARY(DNNL_VERSION_MAJOR), RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  bool found = true;
#define X(name) \
  *(void **)&functions.name = dlsym(library, "dnnl_" #name); \
  found = found && functions.name;
  ONEDNN_FUNCTIONS(X)
#undef X
  functions.found = found;
  *(void **)&functions.thread_number = dlsym(library, "omp_get_thread_num");
  *(void **)&functions.thread_count = dlsym(library, "omp_get_num_threads");
  *(void **)&functions.set_threads = dlsym(library, "omp_set_num_threads");
  *(void **)&functions.most_threads = dlsym(library, "omp_get_max_threads");
  if (functions.thread_number && functions.thread_count && functions.set_threads &&
      functions.most_threads)
    *(void **)&functions.gomp_parallel = dlsym(library, "GOMP_parallel");
}

const OneDNN *onednn(void) {
  pthread_once(&once, load);
  return &functions;
}
