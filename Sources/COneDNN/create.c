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

/* Formats of a convolution's activations and parameters. */
typedef struct {
  Format x, w, b, y;
} Formats;

static void destroy_formats(Formats *formats) {
  format_destroy(&formats->x);
  format_destroy(&formats->w);
  format_destroy(&formats->b);
  format_destroy(&formats->y);
}

static dnnl_format_tag_t weight_tag(const ConvolutionShape *s) {
  if (s->groups > 1) return s->transposed ? dnnl_giohw : dnnl_goihw;
  return s->transposed ? dnnl_iohw : dnnl_oihw;
}

/* Creates the formats with the given tags; on failure there is nothing to destroy. */
static dnnl_status_t create_formats(
    Formats *made, const ConvolutionShape *s, dnnl_format_tag_t x, dnnl_format_tag_t w,
    dnnl_format_tag_t y) {
  const int i = s->inputs / s->groups, o = s->outputs / s->groups;
  const dnnl_dims_t source = {s->pictures, s->inputs, s->input_height, s->input_width};
  const dnnl_dims_t destination = {s->pictures, s->outputs, s->output_height, s->output_width};
  const dnnl_dims_t bias = {s->outputs};
  const dnnl_dims_t weights = {o, i, s->kernel_height, s->kernel_width};
  const dnnl_dims_t grouped = {s->groups, o, i, s->kernel_height, s->kernel_width};
  *made = (Formats){0};
  dnnl_status_t status = format_create(&made->x, 4, source, x);
  if (!status) status = format_create(&made->y, 4, destination, y);
  if (!status) status = format_create(&made->b, 1, bias, dnnl_x);
  if (!status)
    status = s->groups > 1 ? format_create(&made->w, 5, grouped, w)
                           : format_create(&made->w, 4, weights, w);
  if (status) destroy_formats(made);
  return status;
}

static dnnl_status_t create_attributes(dnnl_primitive_attr_t *attributes, bool relu) {
  const OneDNN *f = onednn();
  dnnl_post_ops_t after = NULL;
  dnnl_status_t status = f->primitive_attr_create(attributes);
  if (status) return status;
  status = f->primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (!status && relu) status = f->post_ops_create(&after);
  if (after) {
    status = append_relu(after);
    if (!status) status = f->primitive_attr_set_post_ops(*attributes, after);
    f->post_ops_destroy(after);
  }
  if (status) f->primitive_attr_destroy(*attributes);
  return status;
}

/* Describes the operation between arrays of the given formats; *made is NULL on failure. */
static dnnl_status_t describe_operation(
    dnnl_primitive_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    const Formats *formats) {
  dnnl_primitive_attr_t attributes = NULL;
  *made = NULL;
  dnnl_status_t status = create_attributes(&attributes, s->relu && pass == ConvolutionForward);
  if (status) return status;
  status = describe_pass(
      made, s, pass, s->transposed ? dnnl_deconvolution_direct : dnnl_convolution_direct,
      reference(formats->x), reference(formats->w), reference(formats->b), reference(formats->y),
      attributes);
  if (status) *made = NULL;
  onednn()->primitive_attr_destroy(attributes);
  return status;
}

/* The same for formats with the given tags of the activations; that of the weights is free. */
static dnnl_status_t describe_with_tags(
    dnnl_primitive_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    dnnl_format_tag_t x, dnnl_format_tag_t y) {
  Formats formats;
  *made = NULL;
  dnnl_status_t status = create_formats(&formats, s, x, dnnl_format_tag_any, y);
  if (status) return status;
  status = describe_operation(made, s, pass, &formats);
  destroy_formats(&formats);
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

static dnnl_format_tag_t source_tag(const ConvolutionShape *s) {
  return s->plain_input ? dnnl_nchw : dnnl_nChw16c;
}

/* Chooses the operation on blocks of 16 channels; where only reference code supports them, the
   operation in the formats that oneDNN prefers. */
static dnnl_status_t choose(Convolution *c, const ConvolutionShape *s) {
  dnnl_primitive_desc_t blocked, free_choice;
  describe_with_tags(&blocked, s, c->pass, source_tag(s), dnnl_nChw16c);
  c->description = blocked;
  if (blocked && !is_reference(blocked)) return dnnl_success;
  const dnnl_status_t status = describe_with_tags(
      &free_choice, s, c->pass, dnnl_format_tag_any, dnnl_format_tag_any);
  if (!free_choice || (blocked && is_reference(free_choice))) {
    if (free_choice) onednn()->primitive_desc_destroy(free_choice);
    return blocked ? dnnl_success : status;
  }
  if (blocked) onednn()->primitive_desc_destroy(blocked);
  c->description = free_choice;
  return dnnl_success;
}

static FormatReference queried(const Convolution *c, dnnl_query_t query) {
  return onednn()->primitive_desc_query_md(c->description, query, 0);
}

/* Records the formats of the chosen implementation. */
static dnnl_status_t query_formats(Convolution *c) {
  const bool data = c->pass == ConvolutionBackwardData;
  const bool weights = c->pass == ConvolutionBackwardWeights;
  dnnl_status_t status = format_copy(
      &c->inner_source, queried(c, data ? dnnl_query_diff_src_md : dnnl_query_src_md));
  if (!status)
    status = format_copy(
        &c->inner_weights,
        queried(c, weights ? dnnl_query_diff_weights_md : dnnl_query_weights_md));
  if (!status)
    status = format_copy(
        &c->inner_destination,
        queried(c, data || weights ? dnnl_query_diff_dst_md : dnnl_query_dst_md));
  if (status) return status;
  const OneDNN *f = onednn();
  c->reorders_source = !f->memory_desc_equal(reference(c->source), reference(c->inner_source));
  c->reorders_destination =
      !f->memory_desc_equal(reference(c->destination), reference(c->inner_destination));
  c->scratchpad = f->memory_desc_get_size(queried(c, dnnl_query_scratchpad_md));
  return dnnl_success;
}

/* Creates the formats of the caller's arrays. */
static dnnl_status_t create_outside_formats(Convolution *c, const ConvolutionShape *s) {
  Formats formats;
  const dnnl_status_t status =
      create_formats(&formats, s, source_tag(s), weight_tag(s), dnnl_nChw16c);
  if (status) return status;
  c->source = formats.x;
  c->weights = formats.w;
  c->bias = formats.b;
  c->destination = formats.y;
  return dnnl_success;
}

int convolution_create(
    const ConvolutionShape *shape, ConvolutionPass pass, Convolution **result) {
  *result = NULL;
  if (!onednn_engine()) return dnnl_runtime_error;
  dnnl_status_t status = onednn_injected_status(OneDNNCreate);
  if (status) return status;
  Convolution *c = calloc(1, sizeof *c);
  if (!c) return dnnl_out_of_memory;
  c->pass = pass;
  status = create_outside_formats(c, shape);
  if (!status) status = choose(c, shape);
  if (!status) status = onednn()->stream_create(&c->stream, engine, dnnl_stream_default_flags);
  if (!status) status = query_formats(c);
  if (status) {
    convolution_destroy(c);
    return status;
  }
  *result = c;
  return dnnl_success;
}

void convolution_destroy(Convolution *c) {
  if (c->primitive) onednn()->primitive_destroy(c->primitive);
  if (c->description) onednn()->primitive_desc_destroy(c->description);
  if (c->stream) onednn()->stream_destroy(c->stream);
  Format *const formats[] = {&c->source,        &c->weights,       &c->bias,
                             &c->destination,   &c->inner_source,  &c->inner_weights,
                             &c->inner_destination};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) format_destroy(formats[i]);
  free(c);
}

const char *convolution_name(const Convolution *c) { return name_of(c->description); }

struct WeightFormat {
  Format format;
};

WeightFormat *convolution_weight_format(const Convolution *c) {
  WeightFormat *made = malloc(sizeof *made);
  if (made && format_copy(&made->format, reference(c->inner_weights))) {
    free(made);
    return NULL;
  }
  return made;
}

bool weight_format_equal(const WeightFormat *one, const WeightFormat *other) {
  return onednn()->memory_desc_equal(reference(one->format), reference(other->format));
}

void weight_format_destroy(WeightFormat *format) {
  if (format) format_destroy(&format->format);
  free(format);
}
