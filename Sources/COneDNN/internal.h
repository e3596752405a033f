/* SPDX-License-Identifier: MIT */
/* Declarations shared by the .c files of COneDNN. */
#pragma once
#include "COneDNN.h"
#include "api.h"

/* Memory format of an array: a struct in oneDNN 2, in oneDNN 3 a pointer to an object with one owner. */
typedef dnnl_memory_desc_t Format;
#if DNNL_VERSION_MAJOR == 2
typedef const dnnl_memory_desc_t *FormatReference;
#define reference(format) (&(format))
#else
typedef const_dnnl_memory_desc_t FormatReference;
#define reference(format) (format)
#endif

/* What differs between the versions; version2.c and version3.c implement it. */

/* Creates the format of float32 values; destroyed with format_destroy. */
dnnl_status_t format_create(
    Format *made, int axes, const dnnl_dims_t extents, dnnl_format_tag_t tag);
dnnl_status_t format_copy(Format *made, FormatReference other);
/* Destroys a format, or does nothing if it is all zeros. */
void format_destroy(Format *format);

/* Appends max(0, y) to the operations after a convolution. */
dnnl_status_t append_relu(dnnl_post_ops_t operations);

/* Describes one pass between arrays of the given formats. oneDNN calls a transposed convolution a
   deconvolution, which has functions of its own. */
dnnl_status_t describe_pass(
    dnnl_primitive_desc_t *made, const ConvolutionShape *shape, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, FormatReference x, FormatReference w, FormatReference b,
    FormatReference y, const_dnnl_primitive_attr_t attributes);

struct Convolution {
  ConvolutionPass pass;
  dnnl_primitive_desc_t description;
  /* Created at the first run, because creation compiles machine code. */
  dnnl_primitive_t primitive;
  dnnl_stream_t stream;
  /* Formats of the caller's arrays. */
  Format source, weights, bias, destination;
  /* Formats of the chosen implementation; they differ from the above where it does not support
     blocks of 16 channels. */
  Format inner_source, inner_weights, inner_destination;
  bool reorders_source, reorders_destination;
  size_t scratchpad;
};

/* The CPU engine, or NULL if oneDNN is not installed or has none. Callable from any thread. */
dnnl_engine_t onednn_engine(void);

/* The status to fail with if a test requested it (onednn_inject_failure), else success. */
dnnl_status_t onednn_injected_status(OneDNNCall call);

/* Rounds a size up to a multiple of 64 bytes. */
static inline size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }
