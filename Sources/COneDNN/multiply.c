/* SPDX-License-Identifier: MIT */
#include "internal.h"

int onednn_multiply(
    ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns, const float *a, bool a_is_transposed,
    const float *b, bool b_is_transposed, float *c) {
  if (!onednn()->found) return dnnl_runtime_error;
  const dnnl_status_t status = onednn_injected_status(OneDNNExecute);
  if (status) return status;
  return onednn()->sgemm(
      a_is_transposed ? 'T' : 'N', b_is_transposed ? 'T' : 'N', rows, columns, inner, 1, a,
      a_is_transposed ? rows : inner, b, b_is_transposed ? inner : columns, 0, c, columns);
}
