/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "api.h"
#include <dlfcn.h>
#include <pthread.h>

static OneDNN functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;

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
