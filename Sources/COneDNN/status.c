/* SPDX-License-Identifier: MIT */
#include "internal.h"

static _Thread_local struct {
  bool is_armed;
  OneDNNCall call;
  int skipped;
  dnnl_status_t status;
} injected;

void onednn_inject_failure(OneDNNCall call, int skipped, int status) {
  injected.is_armed = true;
  injected.call = call;
  injected.skipped = skipped;
  injected.status = (dnnl_status_t)status;
}

dnnl_status_t onednn_injected_status(OneDNNCall call) {
  if (!injected.is_armed || injected.call != call || injected.skipped-- > 0) return dnnl_success;
  injected.is_armed = false;
  return injected.status;
}

const char *onednn_status_text(int status) {
  switch ((dnnl_status_t)status) {
  case dnnl_success: return "success";
  case dnnl_out_of_memory: return "out of memory";
  case dnnl_invalid_arguments: return "invalid arguments";
  case dnnl_unimplemented: return "unimplemented";
  case dnnl_runtime_error: return "runtime error";
  default: return "unknown error";
  }
}
