/* SPDX-License-Identifier: MIT */
/* The door to oneDNN: convolutions of float32 activations, and the threads that they run on.
   No type of oneDNN's own passes it, so what its version 3 changed concerns the .c files alone. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Every extent of one convolution. The input is N x C x H x W without the zero padding. */
typedef struct {
  int pictures;
  int inputs, input_height, input_width;
  int outputs, output_height, output_width;
  int kernel_height, kernel_width;
  int stride_height, stride_width;
  int pad_top, pad_left, pad_bottom, pad_right;
  /* Divides inputs and outputs. */
  int groups;
  /* A transposed convolution: the stride spreads the input. */
  bool transposed;
  /* max(0, y) of every output. */
  bool relu;
  /* The input is NCHW; else it is nChw16c, as every output is. */
  bool plain_input;
} ConvolutionShape;

typedef enum { ConvolutionDirect, ConvolutionWinograd } ConvolutionAlgorithm;

/* What is computed of  y = w * x + b:  y; dx from dy; or dw and db from x and dy. */
typedef enum {
  ConvolutionForward,
  ConvolutionBackwardData,
  ConvolutionBackwardWeights
} ConvolutionPass;

/* A convolution, or its reverse, that was prepared for one shape. */
typedef struct Convolution Convolution;

/* The convolution, or NULL where oneDNN has none such. Memory for nothing large is taken.
   Backwards nothing is said of relu: dy is that of what came before it.
   Precondition: outputs, and inputs unless plain, are multiples of 16. */
Convolution *convolution_create(
    const ConvolutionShape *shape, ConvolutionPass pass, ConvolutionAlgorithm algorithm);
void convolution_destroy(Convolution *convolution);

/* The name of the code that oneDNN chose, such as "jit_wino_4x3:avx512_core". */
const char *convolution_name(const Convolution *convolution);
/* Bytes that the caller provides to every run, aligned to 64; the contents do not matter. */
size_t convolution_scratchpad_bytes(const Convolution *convolution);
/* Bytes of the weights as the chosen code reads them. */
size_t convolution_weight_bytes(const Convolution *convolution);
/* Whether weights packed for one serve the other. */
bool convolution_shares_weights(const Convolution *one, const Convolution *other);

/* Rearranges weights [outputs, inputs / groups, height, width], or [inputs, outputs / groups,
   height, width] of a transposed one, into packed. False where memory or oneDNN fails. */
bool convolution_pack(Convolution *convolution, const float *weights, float *packed);
/* And back. */
bool convolution_unpack(Convolution *convolution, const float *packed, float *weights);

/* One pass: what it computes is written and the rest is read; the bias, which dx does not depend on,
   may then be NULL. All pointers are aligned to 64 bytes; one run at a time. */
bool convolution_run(
    Convolution *convolution, float *x, float *packed, float *bias, float *y, void *scratchpad);

/* c = a * b over rows of floats without gaps: c is rows x columns, a rows x inner, b inner x columns.
   A transposed one is kept the other way round. Runs on as many threads as onednn_set_threads said.
   False where oneDNN fails. */
bool onednn_multiply(
    ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns, const float *a, bool a_is_transposed,
    const float *b, bool b_is_transposed, float *c);

/* Runs body(context, thread, threads) once on each of oneDNN's own threads, this one among them.
   Without OpenMP it is this thread alone. */
void onednn_parallel(void (*body)(void *context, int thread, int threads), void *context);
/* How many threads this thread's convolutions and onednn_parallel use. A convolution has to run on
   as many as it was created with. */
void onednn_set_threads(int threads);
/* How many that are; 1 without OpenMP. */
int onednn_threads(void);
/* Whether oneDNN's threads are OpenMP's. */
bool onednn_has_openmp(void);
/* "2.6.3", or NULL where the library is not installed. */
const char *onednn_version(void);
/* Whether code that is compiled as the caller's multiplies and adds in one instruction; elsewhere a
   function is called for every lane. */
static inline bool code_has_fma(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return true;
#else
  return false;
#endif
}
