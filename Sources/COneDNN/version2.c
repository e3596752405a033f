/* SPDX-License-Identifier: MIT */
/* oneDNN 2: memory formats are structs, and an operation is initialized before it is described. */
#include "internal.h"

#if DNNL_VERSION_MAJOR == 2
dnnl_status_t format_create(
    Format *made, int axes, const dnnl_dims_t extents, dnnl_format_tag_t tag) {
  return onednn()->memory_desc_init_by_tag(made, axes, extents, dnnl_f32, tag);
}

dnnl_status_t format_copy(Format *made, FormatReference other) {
  *made = *other;
  return dnnl_success;
}

void format_destroy(Format *format) { (void)format; }

dnnl_status_t append_relu(dnnl_post_ops_t operations) {
  return onednn()->post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0);
}

static dnnl_status_t initialize_pass(
    dnnl_convolution_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, FormatReference x, FormatReference w, FormatReference b,
    FormatReference y) {
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

dnnl_status_t describe_pass(
    dnnl_primitive_desc_t *made, const ConvolutionShape *shape, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, FormatReference x, FormatReference w, FormatReference b,
    FormatReference y, const_dnnl_primitive_attr_t attributes) {
  dnnl_convolution_desc_t convolution;
  const dnnl_status_t status = initialize_pass(&convolution, shape, pass, algorithm, x, w, b, y);
  if (status) return status;
  return onednn()->primitive_desc_create(made, &convolution, attributes, onednn_engine(), NULL);
}
#endif
