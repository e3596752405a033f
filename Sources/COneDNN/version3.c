/* SPDX-License-Identifier: MIT */
/* oneDNN 3: memory formats are objects, and an operation is described at once. */
#include "internal.h"

#if DNNL_VERSION_MAJOR == 3
dnnl_status_t format_create(
    Format *made, int axes, const dnnl_dims_t extents, dnnl_format_tag_t tag) {
  return onednn()->memory_desc_create_with_tag(made, axes, extents, dnnl_f32, tag);
}

dnnl_status_t format_copy(Format *made, FormatReference other) {
  return onednn()->memory_desc_clone(made, other);
}

void format_destroy(Format *format) {
  if (*format) onednn()->memory_desc_destroy(*format);
  *format = NULL;
}

dnnl_status_t append_relu(dnnl_post_ops_t operations) {
  return onednn()->post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0);
}

dnnl_status_t describe_pass(
    dnnl_primitive_desc_t *made, const ConvolutionShape *s, ConvolutionPass pass,
    dnnl_alg_kind_t algorithm, FormatReference x, FormatReference w, FormatReference b,
    FormatReference y, const_dnnl_primitive_attr_t attributes) {
  const OneDNN *f = onednn();
  const dnnl_engine_t engine = onednn_engine();
  const dnnl_dims_t strides = {s->stride_height, s->stride_width}, dilation = {0, 0};
  const dnnl_dims_t top_left = {s->pad_top, s->pad_left};
  const dnnl_dims_t bottom_right = {s->pad_bottom, s->pad_right};
  if (pass == ConvolutionBackwardData)
    return (s->transposed ? f->deconvolution_backward_data_primitive_desc_create
                          : f->convolution_backward_data_primitive_desc_create)(
        made, engine, algorithm, x, w, y, strides, dilation, top_left, bottom_right, NULL,
        attributes);
  if (pass == ConvolutionBackwardWeights)
    return (s->transposed ? f->deconvolution_backward_weights_primitive_desc_create
                          : f->convolution_backward_weights_primitive_desc_create)(
        made, engine, algorithm, x, w, b, y, strides, dilation, top_left, bottom_right, NULL,
        attributes);
  return (s->transposed ? f->deconvolution_forward_primitive_desc_create
                        : f->convolution_forward_primitive_desc_create)(
      made, engine, dnnl_forward_inference, algorithm, x, w, b, y, strides, dilation, top_left,
      bottom_right, attributes);
}
#endif
