/* SPDX-License-Identifier: MIT */
#include "internal.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  void (*body)(void *, int, int);
  void *context;
} Task;

static void run_task(void *data) {
  const Task *task = data;
  task->body(task->context, onednn()->thread_number(), onednn()->thread_count());
}

void onednn_limit_spinning(void) {
  if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "1000", 0);
}

void onednn_parallel(void (*body)(void *, int, int), void *context) {
  if (!onednn()->gomp_parallel) return body(context, 0, 1);
  Task task = {body, context};
  /* 0: the number of threads set by the calling thread. */
  onednn()->gomp_parallel(run_task, &task, 0, 0);
}

void onednn_set_threads(int threads) {
  if (onednn()->set_threads) onednn()->set_threads(threads);
}

int onednn_threads(void) { return onednn()->gomp_parallel ? onednn()->most_threads() : 1; }

bool onednn_has_openmp(void) { return onednn()->gomp_parallel != NULL; }

const char *onednn_version(void) {
  static _Thread_local char text[32];
  if (!onednn()->found) return NULL;
  const dnnl_version_t *version = onednn()->version();
  snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
  return text;
}
