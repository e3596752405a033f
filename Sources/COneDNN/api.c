/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "api.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static OneDNN functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Opens the library. Its name is libdnnl.so.2 in Debian 12 and libdnnl.so.3.6 in Debian 13, where the
   minor version is that of the last incompatible change. */
static void *open_library(void) {
  char name[32];
  snprintf(name, sizeof name, "libdnnl.so.%d", DNNL_VERSION_MAJOR);
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  for (int minor = DNNL_VERSION_MINOR; !library && minor >= 0; minor--) {
    snprintf(name, sizeof name, "libdnnl.so.%d.%d", DNNL_VERSION_MAJOR, minor);
    library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  return library;
}

static void load(void) {
  void *library = open_library();
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
