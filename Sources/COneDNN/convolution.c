/* SPDX-License-Identifier: MIT */
/* Execution of convolutions and conversion of their weights. */
#include "internal.h"

static size_t bytes_of(FormatReference memory) {
  return onednn()->memory_desc_get_size(memory);
}

size_t convolution_weight_bytes(const Convolution *c) { return bytes_of(reference(c->inner_weights)); }

size_t convolution_scratchpad_bytes(const Convolution *c) {
  return rounded(c->scratchpad) +
         (c->reorders_source ? rounded(bytes_of(reference(c->inner_source))) : 0) +
         (c->reorders_destination ? rounded(bytes_of(reference(c->inner_destination))) : 0);
}

/* Wraps an array; NULL if oneDNN is out of memory. oneDNN's interface has no const, but arrays that
   are passed as inputs are only read. */
static dnnl_memory_t memory_at(FormatReference description, const void *array) {
  dnnl_memory_t memory = NULL;
  if (onednn()->memory_create(&memory, description, onednn_engine(), (void *)array)) return NULL;
  return memory;
}

/* Executes a primitive and destroys its arguments. */
static dnnl_status_t execute(
    dnnl_primitive_t primitive, dnnl_stream_t stream, int count, dnnl_exec_arg_t *arguments) {
  dnnl_status_t status = onednn_injected_status(OneDNNExecute);
  for (int i = 0; i < count; i++)
    if (!arguments[i].memory) status = dnnl_out_of_memory;
  if (!status) status = onednn()->primitive_execute(primitive, stream, count, arguments);
  if (!status) status = onednn()->stream_wait(stream);
  for (int i = 0; i < count; i++)
    if (arguments[i].memory) onednn()->memory_destroy(arguments[i].memory);
  return status;
}

static dnnl_status_t reorder(
    dnnl_stream_t stream, FormatReference from, const void *source,
    FormatReference to, void *destination) {
  const dnnl_engine_t engine = onednn_engine();
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t primitive = NULL;
  dnnl_status_t status =
      onednn()->reorder_primitive_desc_create(&description, from, engine, to, engine, NULL);
  if (status) return status;
  status = onednn()->primitive_create(&primitive, description);
  onednn()->primitive_desc_destroy(description);
  if (status) return status;
  dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_FROM, memory_at(from, source)}, {DNNL_ARG_TO, memory_at(to, destination)}};
  status = execute(primitive, stream, 2, arguments);
  onednn()->primitive_destroy(primitive);
  return status;
}

int convolution_pack(Convolution *c, const float *weights, float *packed) {
  return reorder(c->stream, reference(c->weights), weights, reference(c->inner_weights), packed);
}

int convolution_unpack(Convolution *c, const float *packed, float *weights) {
  return reorder(c->stream, reference(c->inner_weights), packed, reference(c->weights), weights);
}

/* Executes the pass on activations in the formats of the implementation. */
static dnnl_status_t run_inside(
    Convolution *c, float *x, float *packed, float *bias, float *y, void *scratchpad) {
  const bool data = c->pass == ConvolutionBackwardData;
  const bool weights = c->pass == ConvolutionBackwardWeights;
  FormatReference pad =
      onednn()->primitive_desc_query_md(c->description, dnnl_query_scratchpad_md, 0);
  dnnl_exec_arg_t arguments[] = {
      {data ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC, memory_at(reference(c->inner_source), x)},
      {weights ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS, memory_at(reference(c->inner_weights), packed)},
      {data || weights ? DNNL_ARG_DIFF_DST : DNNL_ARG_DST, memory_at(reference(c->inner_destination), y)},
      {DNNL_ARG_SCRATCHPAD, memory_at(pad, scratchpad)},
      {weights ? DNNL_ARG_DIFF_BIAS : DNNL_ARG_BIAS, data ? NULL : memory_at(reference(c->bias), bias)}};
  return execute(c->primitive, c->stream, data ? 4 : 5, arguments);
}

int convolution_run(
    Convolution *c, float *x, float *packed, float *bias, float *y, void *scratchpad) {
  dnnl_status_t status = dnnl_success;
  if (!c->primitive) status = onednn()->primitive_create(&c->primitive, c->description);
  if (status) {
    c->primitive = NULL;
    return status;
  }
  char *room = (char *)scratchpad + rounded(c->scratchpad);
  float *inner_x = x, *inner_y = y;
  if (c->reorders_source) {
    inner_x = (float *)room;
    room += rounded(bytes_of(reference(c->inner_source)));
  }
  if (c->reorders_destination) inner_y = (float *)room;
  const bool reads_x = c->pass != ConvolutionBackwardData, reads_y = c->pass != ConvolutionForward;
  if (inner_x != x && reads_x)
    status = reorder(c->stream, reference(c->source), x, reference(c->inner_source), inner_x);
  if (!status && inner_y != y && reads_y)
    status = reorder(c->stream, reference(c->destination), y, reference(c->inner_destination), inner_y);
  if (!status) status = run_inside(c, inner_x, packed, bias, inner_y, scratchpad);
  if (!status && inner_x != x && !reads_x)
    status = reorder(c->stream, reference(c->inner_source), inner_x, reference(c->source), x);
  if (!status && inner_y != y && !reads_y)
    status = reorder(c->stream, reference(c->inner_destination), inner_y, reference(c->destination), y);
  return status;
}
