/* SPDX-License-Identifier: MIT */
/* Creation of convolutions: formats, attributes, choice of the implementation. */
#include "internal.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static dnnl_engine_t engine;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void create_engine(void) {
  if (!onednn()->found || onednn()->engine_create(&engine, dnnl_cpu, 0) != dnnl_success)
    engine = NULL;
}

dnnl_engine_t onednn_engine(void) {
  pthread_once(&once, create_engine);
  return engine;
}

static dnnl_status_t describe(
    dnnl_memory_desc_t *memory, int axes, const dnnl_dims_t extents, dnnl_format_tag_t tag) {
  return onednn()->memory_desc_init_by_tag(memory, axes, extents, dnnl_f32, tag);
}

/* Describes the caller's arrays. */
static dnnl_status_t describe_outside(Convolution *c, const ConvolutionShape *s) {
  const dnnl_dims_t x = {s->pictures, s->inputs, s->input_height, s->input_width};
  const dnnl_dims_t y = {s->pictures, s->outputs, s->output_height, s->output_width};
  const dnnl_dims_t b = {s->outputs};
  const int i = s->inputs / s->groups, o = s->outputs / s->groups;
  const dnnl_dims_t w = {o, i, s->kernel_height, s->kernel_width};
  const dnnl_dims_t grouped = {s->groups, o, i, s->kernel_height, s->kernel_width};
  const dnnl_format_tag_t tag = s->transposed ? dnnl_iohw : dnnl_oihw;
  const dnnl_format_tag_t grouped_tag = s->transposed ? dnnl_giohw : dnnl_goihw;
  dnnl_status_t status = describe(&c->source, 4, x, s->plain_input ? dnnl_nchw : dnnl_nChw16c);
  if (!status) status = describe(&c->destination, 4, y, dnnl_nChw16c);
  if (!status) status = describe(&c->bias, 1, b, dnnl_x);
  if (status) return status;
  return s->groups > 1 ? describe(&c->weights, 5, grouped, grouped_tag)
                       : describe(&c->weights, 4, w, tag);
}

static dnnl_status_t create_attributes(dnnl_primitive_attr_t *attributes, bool relu) {
  const OneDNN *f = onednn();
  dnnl_post_ops_t after = NULL;
  dnnl_status_t status = f->primitive_attr_create(attributes);
  if (status) return status;
  status = f->primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (!status && relu) status = f->post_ops_create(&after);
  if (after) {
    status = f->post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0);
    if (!status) status = f->primitive_attr_set_post_ops(*attributes, after);
    f->post_ops_destroy(after);
  }
  if (status) f->primitive_attr_destroy(*attributes);
  return status;
}

/* Describes one pass. oneDNN calls a transposed convolution a deconvolution, a type of its own. */
static dnnl_status_t describe_pass(
    dnnl_convolution_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, const dnnl_memory_desc_t *x, const dnnl_memory_desc_t *w,
    const dnnl_memory_desc_t *b, const dnnl_memory_desc_t *y) {
  const OneDNN *f = onednn();
  const dnnl_dims_t strides = {s->stride_height, s->stride_width};
  const dnnl_dims_t top_left = {s->pad_top, s->pad_left};
  const dnnl_dims_t bottom_right = {s->pad_bottom, s->pad_right};
  if (pass == ConvolutionBackwardData)
    return (s->transposed ? f->deconvolution_backward_data_desc_init
                          : f->convolution_backward_data_desc_init)(
        made, algorithm, x, w, y, strides, top_left, bottom_right);
  if (pass == ConvolutionBackwardWeights)
    return (s->transposed ? f->deconvolution_backward_weights_desc_init
                          : f->convolution_backward_weights_desc_init)(
        made, algorithm, x, w, b, y, strides, top_left, bottom_right);
  return (s->transposed ? f->deconvolution_forward_desc_init : f->convolution_forward_desc_init)(
      made, dnnl_forward_inference, algorithm, x, w, b, y, strides, top_left, bottom_right);
}

static dnnl_alg_kind_t kind_of(ConvolutionAlgorithm algorithm, bool transposed) {
  if (transposed)
    return algorithm == ConvolutionWinograd ? dnnl_deconvolution_winograd
                                            : dnnl_deconvolution_direct;
  return algorithm == ConvolutionWinograd ? dnnl_convolution_winograd : dnnl_convolution_direct;
}

/* Describes the operation between activations in the given formats; *made is NULL on failure. */
static dnnl_status_t describe_operation(
    dnnl_primitive_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    ConvolutionAlgorithm algorithm, const dnnl_memory_desc_t *x, const dnnl_memory_desc_t *w,
    const dnnl_memory_desc_t *b, const dnnl_memory_desc_t *y) {
  dnnl_convolution_desc_t convolution;
  dnnl_primitive_attr_t attributes = NULL;
  *made = NULL;
  dnnl_status_t status =
      describe_pass(&convolution, s, pass, kind_of(algorithm, s->transposed), x, w, b, y);
  if (!status) status = create_attributes(&attributes, s->relu && pass == ConvolutionForward);
  if (status) return status;
  status = onednn()->primitive_desc_create(made, &convolution, attributes, engine, NULL);
  if (status) *made = NULL;
  onednn()->primitive_attr_destroy(attributes);
  return status;
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

/* Chooses the operation on blocks of 16 channels; where only reference code supports them, the
   operation in the formats that oneDNN prefers. */
static dnnl_status_t choose(
    Convolution *c, const ConvolutionShape *s, ConvolutionAlgorithm algorithm) {
  dnnl_memory_desc_t x = c->source, w = c->weights, y = c->destination;
  dnnl_primitive_desc_t blocked, free_choice;
  describe(&w, w.ndims, w.dims, dnnl_format_tag_any);
  describe_operation(&blocked, s, c->pass, algorithm, &x, &w, &c->bias, &y);
  c->description = blocked;
  if (blocked && !is_reference(blocked)) return dnnl_success;
  describe(&x, 4, x.dims, dnnl_format_tag_any);
  describe(&y, 4, y.dims, dnnl_format_tag_any);
  const dnnl_status_t status =
      describe_operation(&free_choice, s, c->pass, algorithm, &x, &w, &c->bias, &y);
  if (!free_choice || (blocked && is_reference(free_choice))) {
    if (free_choice) onednn()->primitive_desc_destroy(free_choice);
    return blocked ? dnnl_success : status;
  }
  if (blocked) onednn()->primitive_desc_destroy(blocked);
  c->description = free_choice;
  return dnnl_success;
}

static const dnnl_memory_desc_t *queried(const Convolution *c, dnnl_query_t query) {
  return onednn()->primitive_desc_query_md(c->description, query, 0);
}

/* Records the formats of the chosen implementation. */
static void query_formats(Convolution *c) {
  const bool data = c->pass == ConvolutionBackwardData;
  const bool weights = c->pass == ConvolutionBackwardWeights;
  c->inner_source = *queried(c, data ? dnnl_query_diff_src_md : dnnl_query_src_md);
  c->inner_weights = *queried(c, weights ? dnnl_query_diff_weights_md : dnnl_query_weights_md);
  c->inner_destination =
      *queried(c, data || weights ? dnnl_query_diff_dst_md : dnnl_query_dst_md);
  c->reorders_source = !onednn()->memory_desc_equal(&c->source, &c->inner_source);
  c->reorders_destination = !onednn()->memory_desc_equal(&c->destination, &c->inner_destination);
  c->scratchpad = onednn()->memory_desc_get_size(queried(c, dnnl_query_scratchpad_md));
}

int convolution_create(
    const ConvolutionShape *shape, ConvolutionPass pass, ConvolutionAlgorithm algorithm,
    Convolution **result) {
  *result = NULL;
  if (!onednn_engine()) return dnnl_runtime_error;
  dnnl_status_t status = onednn_injected_status(OneDNNCreate);
  if (status) return status;
  Convolution *c = calloc(1, sizeof *c);
  if (!c) return dnnl_out_of_memory;
  c->pass = pass;
  status = describe_outside(c, shape);
  if (!status) status = choose(c, shape, algorithm);
  if (!status) status = onednn()->stream_create(&c->stream, engine, dnnl_stream_default_flags);
  if (status) {
    convolution_destroy(c);
    return status;
  }
  query_formats(c);
  *result = c;
  return dnnl_success;
}

void convolution_destroy(Convolution *c) {
  if (c->primitive) onednn()->primitive_destroy(c->primitive);
  if (c->description) onednn()->primitive_desc_destroy(c->description);
  if (c->stream) onednn()->stream_destroy(c->stream);
  free(c);
}

const char *convolution_name(const Convolution *c) { return name_of(c->description); }

struct WeightFormat {
  dnnl_memory_desc_t description;
};

WeightFormat *convolution_weight_format(const Convolution *c) {
  WeightFormat *format = malloc(sizeof *format);
  if (format) format->description = c->inner_weights;
  return format;
}

bool weight_format_equal(const WeightFormat *one, const WeightFormat *other) {
  return onednn()->memory_desc_equal(&one->description, &other->description);
}

void weight_format_destroy(WeightFormat *format) { free(format); }
