/* SPDX-License-Identifier: MIT */
/* Products of Winograd convolutions with AVX-512. Swift code is compiled for one instruction set; a C
   function can be compiled for another and called if the processor has it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Whether the processor and the system support AVX-512F. */
bool winograd_has_avx512(void);

/* Tiles of a group (TileProduct.rows in Swift) and floats of a vector (ActivationLayout.lanes); must be
   equal to these. */
enum { WinogradGroup = 6, WinogradLanes = 16 };

/* One of the 36 products m = v * u of a Winograd convolution: v are transformed inputs, u transformed
   weights, m products before the inverse transform. Steps count floats: v_step and m_group_step between
   groups, u_step and m_block_step between blocks. */
typedef struct {
  /* Input channels, a multiple of 16. */
  ptrdiff_t inputs;
  /* Groups of tiles, 1 or 2, and blocks of sixteen output channels, 1 or 2. */
  int groups, blocks;
  /* inputs / 16 x 6 tiles x 16 channels for each group. */
  const float *v;
  ptrdiff_t v_step;
  /* inputs x 16 outputs for each block. */
  const float *u;
  ptrdiff_t u_step;
  /* 6 tiles x 16 outputs for each block of each group. */
  float *m;
  ptrdiff_t m_group_step, m_block_step;
} WinogradProduct;

/* Computes a product. Each value is summed in the order of the input channels, as without AVX-512, so
   results are the same. Precondition: winograd_has_avx512(); u and m are aligned to 64 bytes. */
void winograd_product_avx512(const WinogradProduct *product);
