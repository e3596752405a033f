/* SPDX-License-Identifier: MIT */
/* oneDNN's functions, loaded when the first network is created: programs that run no network do not
   load 40 MB, and onednn_limit_spinning can configure the OpenMP runtime before it is loaded. */
#pragma once
#include <oneapi/dnnl/dnnl.h>
#include <stdbool.h>

#if DNNL_VERSION_MAJOR == 2
#define ONEDNN_VERSION_FUNCTIONS(X) \
  X(convolution_backward_data_desc_init) \
  X(convolution_backward_weights_desc_init) \
  X(convolution_forward_desc_init) \
  X(deconvolution_backward_data_desc_init) \
  X(deconvolution_backward_weights_desc_init) \
  X(deconvolution_forward_desc_init) \
  X(memory_desc_init_by_tag) \
  X(primitive_desc_create)
#elif DNNL_VERSION_MAJOR == 3
#define ONEDNN_VERSION_FUNCTIONS(X) \
  X(convolution_backward_data_primitive_desc_create) \
  X(convolution_backward_weights_primitive_desc_create) \
  X(convolution_forward_primitive_desc_create) \
  X(deconvolution_backward_data_primitive_desc_create) \
  X(deconvolution_backward_weights_primitive_desc_create) \
  X(deconvolution_forward_primitive_desc_create) \
  X(memory_desc_clone) \
  X(memory_desc_create_with_tag) \
  X(memory_desc_destroy)
#else
#error "COneDNN supports oneDNN 2 and 3"
#endif

#define ONEDNN_FUNCTIONS(X) \
  ONEDNN_VERSION_FUNCTIONS(X) \
  X(engine_create) \
  X(memory_create) \
  X(memory_desc_equal) \
  X(memory_desc_get_size) \
  X(memory_destroy) \
  X(post_ops_append_eltwise) \
  X(post_ops_create) \
  X(post_ops_destroy) \
  X(primitive_attr_create) \
  X(primitive_attr_destroy) \
  X(primitive_attr_set_post_ops) \
  X(primitive_attr_set_scratchpad_mode) \
  X(primitive_create) \
  X(primitive_desc_destroy) \
  X(primitive_desc_query) \
  X(primitive_desc_query_md) \
  X(primitive_destroy) \
  X(primitive_execute) \
  X(reorder_primitive_desc_create) \
  X(sgemm) \
  X(stream_create) \
  X(stream_destroy) \
  X(stream_wait) \
  X(version)

typedef struct {
  /* Whether the library and all functions were found. */
  bool found;
#define X(name) __typeof__(dnnl_##name) *name;
  ONEDNN_FUNCTIONS(X)
#undef X
  /* OpenMP's runtime, loaded by oneDNN; all NULL if oneDNN was built without it. */
  void (*gomp_parallel)(void (*)(void *), void *, unsigned, unsigned);
  int (*thread_number)(void);
  int (*thread_count)(void);
  int (*most_threads)(void);
  void (*set_threads)(int);
} OneDNN;

/* Returns the functions; the first call loads oneDNN. Callable from any thread. */
const OneDNN *onednn(void);
