/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "COneDNN.h"
#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <pthread.h>
#include <stdio.h>

/* The runtime of OpenMP comes with oneDNN; it is looked up so that one built without it links too. */
static void (*gomp_parallel)(void (*)(void *), void *, unsigned, unsigned);
static int (*thread_number)(void);
static int (*thread_count)(void);
static void (*set_threads)(int);
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
  *(void **)&thread_number = dlsym(RTLD_DEFAULT, "omp_get_thread_num");
  *(void **)&thread_count = dlsym(RTLD_DEFAULT, "omp_get_num_threads");
  *(void **)&set_threads = dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (thread_number && thread_count && set_threads)
    *(void **)&gomp_parallel = dlsym(RTLD_DEFAULT, "GOMP_parallel");
}

typedef struct {
  void (*body)(void *, int, int);
  void *context;
} Task;

static void run_task(void *data) {
  const Task *task = data;
  task->body(task->context, thread_number(), thread_count());
}

void onednn_parallel(void (*body)(void *, int, int), void *context, int threads) {
  pthread_once(&once, look_up);
  if (!gomp_parallel || threads < 2) return body(context, 0, 1);
  Task task = {body, context};
  gomp_parallel(run_task, &task, (unsigned)threads, 0);
}

void onednn_set_threads(int threads) {
  pthread_once(&once, look_up);
  if (set_threads) set_threads(threads);
}

bool onednn_has_openmp(void) {
  pthread_once(&once, look_up);
  return gomp_parallel != NULL;
}

const char *onednn_version(void) {
  static char text[32];
  const dnnl_version_t *version = dnnl_version();
  snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
  return text;
}
