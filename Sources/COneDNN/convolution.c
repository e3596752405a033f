/* SPDX-License-Identifier: MIT */
#include "COneDNN.h"
#include "api.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct Convolution {
  ConvolutionPass pass;
  dnnl_primitive_desc_t description;
  /* Made at the first use: that compiles machine code. */
  dnnl_primitive_t primitive;
  dnnl_stream_t stream;
  /* What the caller passes: source, weights, bias, destination. */
  dnnl_memory_desc_t source, weights, bias, destination;
  /* What the chosen code wants; it differs from the above where it knows no blocks of 16. */
  dnnl_memory_desc_t inner_source, inner_weights, inner_destination;
  bool reorders_source, reorders_destination;
  size_t scratchpad;
};

static dnnl_engine_t engine;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_engine(void) {
  if (!onednn()->found || onednn()->engine_create(&engine, dnnl_cpu, 0) != dnnl_success)
    engine = NULL;
}

static size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }

static bool describe(
    dnnl_memory_desc_t *memory, int axes, const dnnl_dims_t extents, dnnl_format_tag_t tag) {
  return onednn()->memory_desc_init_by_tag(memory, axes, extents, dnnl_f32, tag) == dnnl_success;
}

static bool describe_outside(Convolution *c, const ConvolutionShape *s) {
  const dnnl_dims_t x = {s->pictures, s->inputs, s->input_height, s->input_width};
  const dnnl_dims_t y = {s->pictures, s->outputs, s->output_height, s->output_width};
  const dnnl_dims_t b = {s->outputs};
  const int i = s->inputs / s->groups, o = s->outputs / s->groups;
  const dnnl_dims_t w = {o, i, s->kernel_height, s->kernel_width};
  const dnnl_dims_t grouped = {s->groups, o, i, s->kernel_height, s->kernel_width};
  const dnnl_format_tag_t tag = s->transposed ? dnnl_iohw : dnnl_oihw;
  const dnnl_format_tag_t grouped_tag = s->transposed ? dnnl_giohw : dnnl_goihw;
  return describe(&c->source, 4, x, s->plain_input ? dnnl_nchw : dnnl_nChw16c) &&
         describe(&c->destination, 4, y, dnnl_nChw16c) && describe(&c->bias, 1, b, dnnl_x) &&
         (s->groups > 1 ? describe(&c->weights, 5, grouped, grouped_tag)
                        : describe(&c->weights, 4, w, tag));
}

static dnnl_primitive_attr_t make_attributes(bool relu) {
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_post_ops_t after = NULL;
  if (onednn()->primitive_attr_create(&attributes) != dnnl_success) return NULL;
  bool good =
      onednn()->primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user) ==
      dnnl_success;
  if (good && relu)
    good = onednn()->post_ops_create(&after) == dnnl_success &&
           onednn()->post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0) == dnnl_success &&
           onednn()->primitive_attr_set_post_ops(attributes, after) == dnnl_success;
  if (after) onednn()->post_ops_destroy(after);
  if (good) return attributes;
  onednn()->primitive_attr_destroy(attributes);
  return NULL;
}

/* What oneDNN calls a convolution of each pass. A transposed one has a type of another name. */
static dnnl_status_t describe_pass(
    dnnl_convolution_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, const dnnl_memory_desc_t *x, const dnnl_memory_desc_t *w,
    const dnnl_memory_desc_t *b, const dnnl_memory_desc_t *y) {
  const OneDNN *f = onednn();
  const dnnl_dims_t strides = {s->stride_height, s->stride_width};
  const dnnl_dims_t before = {s->pad_top, s->pad_left};
  const dnnl_dims_t behind = {s->pad_bottom, s->pad_right};
  if (pass == ConvolutionBackwardData)
    return (s->transposed ? f->deconvolution_backward_data_desc_init
                          : f->convolution_backward_data_desc_init)(
        made, algorithm, x, w, y, strides, before, behind);
  if (pass == ConvolutionBackwardWeights)
    return (s->transposed ? f->deconvolution_backward_weights_desc_init
                          : f->convolution_backward_weights_desc_init)(
        made, algorithm, x, w, b, y, strides, before, behind);
  return (s->transposed ? f->deconvolution_forward_desc_init : f->convolution_forward_desc_init)(
      made, dnnl_forward_inference, algorithm, x, w, b, y, strides, before, behind);
}

static dnnl_alg_kind_t kind_of(ConvolutionAlgorithm algorithm, bool transposed) {
  if (transposed)
    return algorithm == ConvolutionWinograd ? dnnl_deconvolution_winograd
                                            : dnnl_deconvolution_direct;
  return algorithm == ConvolutionWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct;
}

/* The description of the operation between activations in these formats. */
static dnnl_primitive_desc_t operation(
    const ConvolutionShape *s, ConvolutionPass pass, ConvolutionAlgorithm algorithm,
    const dnnl_memory_desc_t *x, const dnnl_memory_desc_t *w, const dnnl_memory_desc_t *b,
    const dnnl_memory_desc_t *y) {
  dnnl_convolution_desc_t convolution;
  const dnnl_status_t status =
      describe_pass(&convolution, s, pass, kind_of(algorithm, s->transposed), x, w, b, y);
  dnnl_primitive_attr_t attributes =
      status == dnnl_success ? make_attributes(s->relu && pass == ConvolutionForward) : NULL;
  if (!attributes) return NULL;
  dnnl_primitive_desc_t made = NULL;
  const dnnl_status_t created =
      onednn()->primitive_desc_create(&made, &convolution, attributes, engine, NULL);
  if (created != dnnl_success) made = NULL;
  onednn()->primitive_attr_destroy(attributes);
  return made;
}

static const char *name_of(const_dnnl_primitive_desc_t description) {
  const char *name = "";
  onednn()->primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name);
  return name;
}

static bool is_reference(const_dnnl_primitive_desc_t description) {
  const char *name = name_of(description);
  return strncmp(name, "ref", 3) == 0 || strncmp(name, "gemm", 4) == 0;
}

/* The operation on blocks of 16; where only slow code knows them, in the formats oneDNN likes. */
static dnnl_primitive_desc_t choose(
    const Convolution *c, const ConvolutionShape *s, ConvolutionAlgorithm algorithm) {
  dnnl_memory_desc_t x = c->source, w = c->weights, y = c->destination;
  describe(&w, w.ndims, w.dims, dnnl_format_tag_any);
  dnnl_primitive_desc_t blocked = operation(s, c->pass, algorithm, &x, &w, &c->bias, &y);
  if (blocked && !is_reference(blocked)) return blocked;
  describe(&x, 4, x.dims, dnnl_format_tag_any);
  describe(&y, 4, y.dims, dnnl_format_tag_any);
  dnnl_primitive_desc_t free_choice = operation(s, c->pass, algorithm, &x, &w, &c->bias, &y);
  if (!free_choice || (blocked && is_reference(free_choice))) {
    if (free_choice) onednn()->primitive_desc_destroy(free_choice);
    return blocked;
  }
  if (blocked) onednn()->primitive_desc_destroy(blocked);
  return free_choice;
}

static size_t bytes_of(const dnnl_memory_desc_t *memory) {
  return onednn()->memory_desc_get_size(memory);
}

static const dnnl_memory_desc_t *queried(const Convolution *c, dnnl_query_t what) {
  return onednn()->primitive_desc_query_md(c->description, what, 0);
}

static void query(Convolution *c) {
  const bool data = c->pass == ConvolutionBackwardData;
  const bool weights = c->pass == ConvolutionBackwardWeights;
  c->inner_source = *queried(c, data ? dnnl_query_diff_src_md : dnnl_query_src_md);
  c->inner_weights = *queried(c, weights ? dnnl_query_diff_weights_md : dnnl_query_weights_md);
  c->inner_destination =
      *queried(c, data || weights ? dnnl_query_diff_dst_md : dnnl_query_dst_md);
  c->reorders_source = !onednn()->memory_desc_equal(&c->source, &c->inner_source);
  c->reorders_destination = !onednn()->memory_desc_equal(&c->destination, &c->inner_destination);
  c->scratchpad = bytes_of(queried(c, dnnl_query_scratchpad_md));
}

Convolution *convolution_create(
    const ConvolutionShape *shape, ConvolutionPass pass, ConvolutionAlgorithm algorithm) {
  pthread_once(&once, make_engine);
  Convolution *c = engine ? calloc(1, sizeof *c) : NULL;
  if (!c) return NULL;
  c->pass = pass;
  if (describe_outside(c, shape)) c->description = choose(c, shape, algorithm);
  if (c->description &&
      onednn()->stream_create(&c->stream, engine, dnnl_stream_default_flags) == dnnl_success) {
    query(c);
    return c;
  }
  convolution_destroy(c);
  return NULL;
}

void convolution_destroy(Convolution *c) {
  if (c->primitive) onednn()->primitive_destroy(c->primitive);
  if (c->description) onednn()->primitive_desc_destroy(c->description);
  if (c->stream) onednn()->stream_destroy(c->stream);
  free(c);
}

const char *convolution_name(const Convolution *c) { return name_of(c->description); }

size_t convolution_weight_bytes(const Convolution *c) { return bytes_of(&c->inner_weights); }

size_t convolution_scratchpad_bytes(const Convolution *c) {
  return rounded(c->scratchpad) +
         (c->reorders_source ? rounded(bytes_of(&c->inner_source)) : 0) +
         (c->reorders_destination ? rounded(bytes_of(&c->inner_destination)) : 0);
}

bool convolution_shares_weights(const Convolution *one, const Convolution *other) {
  return onednn()->memory_desc_equal(&one->inner_weights, &other->inner_weights);
}

static dnnl_memory_t memory_at(const dnnl_memory_desc_t *description, const void *place) {
  dnnl_memory_t memory = NULL;
  /* The caller's floats are only read where oneDNN's interface has no const. */
  return onednn()->memory_create(&memory, description, engine, (void *)place) == dnnl_success
             ? memory
             : NULL;
}

static void forget(int count, dnnl_exec_arg_t *arguments) {
  for (int i = 0; i < count; i++)
    if (arguments[i].memory) onednn()->memory_destroy(arguments[i].memory);
}

static bool execute(
    dnnl_primitive_t primitive, dnnl_stream_t stream, int count, dnnl_exec_arg_t *arguments) {
  bool good = true;
  for (int i = 0; i < count; i++) good = good && arguments[i].memory;
  good = good && onednn()->primitive_execute(primitive, stream, count, arguments) == dnnl_success &&
         onednn()->stream_wait(stream) == dnnl_success;
  forget(count, arguments);
  return good;
}

static bool reorder(
    dnnl_stream_t stream, const dnnl_memory_desc_t *from, const void *source,
    const dnnl_memory_desc_t *to, void *destination) {
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t primitive = NULL;
  if (onednn()->reorder_primitive_desc_create(&description, from, engine, to, engine, NULL) !=
      dnnl_success)
    return false;
  bool good = onednn()->primitive_create(&primitive, description) == dnnl_success;
  onednn()->primitive_desc_destroy(description);
  if (!good) return false;
  dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_FROM, memory_at(from, source)}, {DNNL_ARG_TO, memory_at(to, destination)}};
  good = execute(primitive, stream, 2, arguments);
  onednn()->primitive_destroy(primitive);
  return good;
}

bool convolution_pack(Convolution *c, const float *weights, float *packed) {
  return reorder(c->stream, &c->weights, weights, &c->inner_weights, packed);
}

bool convolution_unpack(Convolution *c, const float *packed, float *weights) {
  return reorder(c->stream, &c->inner_weights, packed, &c->weights, weights);
}

/* The pass between activations in the formats of the chosen code. */
static bool run_inside(
    Convolution *c, float *x, float *packed, float *bias, float *y, void *scratchpad) {
  const bool data = c->pass == ConvolutionBackwardData;
  const bool weights = c->pass == ConvolutionBackwardWeights;
  dnnl_exec_arg_t arguments[] = {
      {data ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC, memory_at(&c->inner_source, x)},
      {weights ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS, memory_at(&c->inner_weights, packed)},
      {data || weights ? DNNL_ARG_DIFF_DST : DNNL_ARG_DST, memory_at(&c->inner_destination, y)},
      {DNNL_ARG_SCRATCHPAD, memory_at(queried(c, dnnl_query_scratchpad_md), scratchpad)},
      {weights ? DNNL_ARG_DIFF_BIAS : DNNL_ARG_BIAS, data ? NULL : memory_at(&c->bias, bias)}};
  return execute(c->primitive, c->stream, data ? 4 : 5, arguments);
}

bool convolution_run(
    Convolution *c, float *x, float *packed, float *bias, float *y, void *scratchpad) {
  if (!c->primitive && onednn()->primitive_create(&c->primitive, c->description) != dnnl_success) {
    c->primitive = NULL;
    return false;
  }
  char *place = (char *)scratchpad + rounded(c->scratchpad);
  float *inner_x = x, *inner_y = y;
  if (c->reorders_source) {
    inner_x = (float *)place;
    place += rounded(bytes_of(&c->inner_source));
  }
  if (c->reorders_destination) inner_y = (float *)place;
  const bool reads_x = c->pass != ConvolutionBackwardData, reads_y = c->pass != ConvolutionForward;
  if (inner_x != x && reads_x && !reorder(c->stream, &c->source, x, &c->inner_source, inner_x))
    return false;
  if (inner_y != y && reads_y &&
      !reorder(c->stream, &c->destination, y, &c->inner_destination, inner_y))
    return false;
  if (!run_inside(c, inner_x, packed, bias, inner_y, scratchpad)) return false;
  if (inner_x != x && !reads_x)
    return reorder(c->stream, &c->inner_source, inner_x, &c->source, x);
  return inner_y == y || reads_y ||
         reorder(c->stream, &c->inner_destination, inner_y, &c->destination, y);
}
