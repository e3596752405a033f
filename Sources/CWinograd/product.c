/* SPDX-License-Identifier: MIT */
#include "CWinograd.h"

#if defined(__x86_64__)
#include <immintrin.h>

bool winograd_has_avx512(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f");
}

/* 24 accumulators, two vectors of weights and the broadcast values use 26 or more of 32 registers. */
__attribute__((target("avx512f"), always_inline)) static inline void product(
    const WinogradProduct *p, const int groups, const int blocks) {
  __m512 sums[2][2][WinogradGroup];
#pragma clang loop unroll(full)
  for (int g = 0; g < groups; g++)
#pragma clang loop unroll(full)
    for (int b = 0; b < blocks; b++)
#pragma clang loop unroll(full)
      for (int tile = 0; tile < WinogradGroup; tile++) sums[g][b][tile] = _mm512_setzero_ps();

  const float *u = p->u, *v = p->v;
  for (ptrdiff_t i = 0; i < p->inputs; i += WinogradLanes, v += WinogradGroup * WinogradLanes)
    for (int k = 0; k < WinogradLanes; k++, u += WinogradLanes) {
      __m512 weights[2];
#pragma clang loop unroll(full)
      for (int b = 0; b < blocks; b++) weights[b] = _mm512_load_ps(u + b * p->u_step);
#pragma clang loop unroll(full)
      for (int g = 0; g < groups; g++)
#pragma clang loop unroll(full)
        for (int tile = 0; tile < WinogradGroup; tile++) {
          const __m512 value = _mm512_set1_ps(v[g * p->v_step + tile * WinogradLanes + k]);
#pragma clang loop unroll(full)
          for (int b = 0; b < blocks; b++)
            sums[g][b][tile] = _mm512_fmadd_ps(value, weights[b], sums[g][b][tile]);
        }
    }

#pragma clang loop unroll(full)
  for (int g = 0; g < groups; g++)
#pragma clang loop unroll(full)
    for (int b = 0; b < blocks; b++)
#pragma clang loop unroll(full)
      for (int tile = 0; tile < WinogradGroup; tile++)
        _mm512_store_ps(
            p->m + g * p->m_group_step + b * p->m_block_step + tile * WinogradLanes,
            sums[g][b][tile]);
}

__attribute__((target("avx512f"))) void winograd_product_avx512(const WinogradProduct *p) {
  if (p->groups == 2)
    p->blocks == 2 ? product(p, 2, 2) : product(p, 2, 1);
  else
    p->blocks == 2 ? product(p, 1, 2) : product(p, 1, 1);
}

#else

bool winograd_has_avx512(void) { return false; }
void winograd_product_avx512(const WinogradProduct *product) { (void)product; }

#endif
