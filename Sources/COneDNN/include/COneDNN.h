/* SPDX-License-Identifier: MIT */
/* Interface to oneDNN: convolutions of float32 activations, matrix products, and the threads that run
   them. It exposes no oneDNN types, so a change of oneDNN's interface concerns the .c files alone.
   Functions that return int return a oneDNN status: 0 on success (see onednn_status_text). */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* All extents of one convolution. The input is N x C x H x W without zero padding. */
typedef struct {
  int pictures;
  int inputs, input_height, input_width;
  int outputs, output_height, output_width;
  int kernel_height, kernel_width;
  int stride_height, stride_width;
  int pad_top, pad_left, pad_bottom, pad_right;
  /* A divisor of inputs and outputs. */
  int groups;
  /* Transposed convolution: the stride spreads the input. */
  bool transposed;
  /* Applies max(0, y) to every output. */
  bool relu;
  /* The input is NCHW; otherwise it is nChw16c, as the output always is. */
  bool plain_input;
} ConvolutionShape;

/* The result computed for  y = w * x + b:  y; dx from dy; or dw and db from x and dy. */
typedef enum {
  ConvolutionForward,
  ConvolutionBackwardData,
  ConvolutionBackwardWeights
} ConvolutionPass;

/* One pass of a convolution, prepared for one shape. */
typedef struct Convolution Convolution;

/* Creates a direct convolution; *result is NULL on failure. Allocates no large memory.
   A backward pass ignores relu: dy is the gradient before the ReLU.
   Precondition: outputs, and inputs unless plain, are multiples of 16. */
int convolution_create(
    const ConvolutionShape *shape, ConvolutionPass pass, Convolution **result);
void convolution_destroy(Convolution *convolution);

/* The name of the implementation that oneDNN chose, such as "jit:avx512_core". */
const char *convolution_name(const Convolution *convolution);
/* Bytes of scratch memory that the caller provides to every run, aligned to 64. */
size_t convolution_scratchpad_bytes(const Convolution *convolution);
/* Bytes of the weights in the format of the implementation. */
size_t convolution_weight_bytes(const Convolution *convolution);

/* The memory format of packed weights; immutable. */
typedef struct WeightFormat WeightFormat;
/* Returns the weight format of a convolution, to be destroyed by the caller; NULL if out of memory. */
WeightFormat *convolution_weight_format(const Convolution *convolution);
/* Whether weights packed in one format can be read in the other. */
bool weight_format_equal(const WeightFormat *one, const WeightFormat *other);
void weight_format_destroy(WeightFormat *format);

/* Converts weights [outputs, inputs / groups, height, width], of a transposed convolution [inputs,
   outputs / groups, height, width], to the format of the implementation. */
int convolution_pack(Convolution *convolution, const float *weights, float *packed);
/* The inverse of convolution_pack. */
int convolution_unpack(Convolution *convolution, const float *packed, float *weights);

/* Runs the pass: writes its result and reads the other arrays. bias may be NULL when dx is computed.
   All pointers are aligned to 64 bytes. Not reentrant for one convolution. */
int convolution_run(
    Convolution *convolution, float *x, float *packed, float *bias, float *y, void *scratchpad);

/* c = a * b for dense row-major matrices: c is rows x columns, a rows x inner, b inner x columns. A
   transposed operand is stored as its transpose. Uses onednn_threads() threads. */
int onednn_multiply(
    ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns, const float *a, bool a_is_transposed,
    const float *b, bool b_is_transposed, float *c);

/* The text of a status, such as "out of memory". */
const char *onednn_status_text(int status);

/* For tests: makes the calling thread's next creation of a convolution, or execution of a primitive,
   fail with a status after `skipped` successful calls. Other threads are not affected. */
typedef enum { OneDNNCreate, OneDNNExecute } OneDNNCall;
void onednn_inject_failure(OneDNNCall call, int skipped, int status);

/* Sets GOMP_SPINCOUNT, unless the user configured waiting (OMP_WAIT_POLICY, GOMP_SPINCOUNT): OpenMP
   threads then spin for about 20 us, the usual gap between two layers, before they sleep. Call it
   before any thread is started and before the first network is created, because the OpenMP runtime
   reads the variable when it is loaded. */
void onednn_limit_spinning(void);

/* Runs body(context, thread, threads) once on each OpenMP thread, including the calling thread.
   Without OpenMP it runs on the calling thread alone. */
void onednn_parallel(void (*body)(void *context, int thread, int threads), void *context);
/* Sets the number of threads of the calling thread's convolutions and onednn_parallel. A convolution
   must run with the number of threads that it was created with. */
void onednn_set_threads(int threads);
/* The number of threads set above; 1 without OpenMP. */
int onednn_threads(void);
/* Whether oneDNN runs on OpenMP threads. */
bool onednn_has_openmp(void);
/* The version, such as "2.6.3", or NULL if the library is not installed. */
const char *onednn_version(void);
/* Whether the caller's code is compiled with fused multiply-add instructions; without them every lane
   costs a function call. */
static inline bool code_has_fma(void) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return true;
#else
  return false;
#endif
}
