/* SPDX-License-Identifier: MIT */
/* Declarations shared by the .c files of COneDNN. */
#pragma once
#include "COneDNN.h"
#include "api.h"

struct Convolution {
  ConvolutionPass pass;
  dnnl_primitive_desc_t description;
  /* Created at the first run, because creation compiles machine code. */
  dnnl_primitive_t primitive;
  dnnl_stream_t stream;
  /* Formats of the caller's arrays. */
  dnnl_memory_desc_t source, weights, bias, destination;
  /* Formats of the chosen implementation; they differ from the above where it does not support
     blocks of 16 channels. */
  dnnl_memory_desc_t inner_source, inner_weights, inner_destination;
  bool reorders_source, reorders_destination;
  size_t scratchpad;
};

/* The CPU engine, or NULL if oneDNN is not installed or has none. Callable from any thread. */
dnnl_engine_t onednn_engine(void);

/* The status to fail with if a test requested it (onednn_inject_failure), else success. */
dnnl_status_t onednn_injected_status(OneDNNCall call);

/* Rounds a size up to a multiple of 64 bytes. */
static inline size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }
