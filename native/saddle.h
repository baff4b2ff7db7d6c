/* Saddle's native boundary: the whole ABI between C# and libtorch.
 *
 * Every function is noexcept. One that can fail returns 0 on success and 1 on failure; the message of the
 * last failure on the calling thread is saddle_last_error(). Tensors, operators, generators and scripts are opaque
 * handles; a handle that a function returns belongs to the caller, who frees it once.
 */
#pragma once
#include <stdint.h>

#ifdef __cplusplus
#define SADDLE_NOEXCEPT noexcept
extern "C" {
#else
#define SADDLE_NOEXCEPT
#endif
#define SADDLE_API __attribute__((visibility("default")))

/* Raised with every change of this header; the C# side checks it before its first call. */
#define SADDLE_ABI 12

/* What a saddle_value holds. Lists carry `count` elements behind `pointer`; integers and booleans are int64_t. */
enum saddle_tag {
  SADDLE_NONE = 0,
  SADDLE_TENSOR = 1,
  SADDLE_INT = 2,
  SADDLE_DOUBLE = 3,
  SADDLE_BOOL = 4,
  SADDLE_INT_LIST = 5,
  SADDLE_DOUBLE_LIST = 6,
  SADDLE_BOOL_LIST = 7,
  SADDLE_TENSOR_LIST = 8, /* a null handle is None where the operator takes optional tensors */
  SADDLE_STRING = 9,      /* `count` bytes of UTF-8 */
  SADDLE_DEVICE = 10,     /* `integer` is the device type, `count` its index */
  SADDLE_GENERATOR = 11
};

/* How CUDA devices compute. */
enum saddle_cuda_flag {
  SADDLE_CUDA_DETERMINISTIC = 1,     /* the same bits each time; what cannot be is refused */
  SADDLE_CUDA_TF32_CONVOLUTIONS = 2, /* factors of ten bits in cuDNN's convolutions */
  SADDLE_CUDA_TF32_PRODUCTS = 4,     /* and in matrix products */
  SADDLE_CUDA_FILLED = 8             /* where deterministic, memory is filled before it is first written (libtorch 2.2 on) */
};

typedef struct saddle_value {
  int64_t tag;
  int64_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
} saddle_value;

typedef void* saddle_tensor;
typedef void* saddle_operator;
typedef void* saddle_generator;
typedef void* saddle_script;
typedef void* saddle_graph;

/* Library */
SADDLE_API int32_t saddle_abi(void) SADDLE_NOEXCEPT;
SADDLE_API const char* saddle_torch_version(void) SADDLE_NOEXCEPT; /* the libtorch this was compiled against */
SADDLE_API const char* saddle_blas(void) SADDLE_NOEXCEPT;          /* "openblas", "mkl" or "unknown" */
SADDLE_API const char* saddle_kernel(void) SADDLE_NOEXCEPT;        /* OpenBLAS's kernel; another matrix library's name */
SADDLE_API int32_t saddle_kernel_proof(void) SADDLE_NOEXCEPT;      /* 1: it multiplies rightly; 0: it does not; -1: no OpenBLAS */
/* The instructions that libtorch's own loops use. */
SADDLE_API int32_t saddle_cpu_capability(const char** name) SADDLE_NOEXCEPT;
SADDLE_API const char* saddle_last_error(void) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_get_threads(void) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_set_threads(int32_t threads) SADDLE_NOEXCEPT; /* OpenBLAS's own as well */
/* OpenBLAS's own threads; 0 where there is none. */
SADDLE_API int32_t saddle_get_blas_threads(void) SADDLE_NOEXCEPT;
/* Sets both counts, libtorch's for the calling thread only where that can be: far faster than saddle_set_threads. */
SADDLE_API int32_t saddle_switch_threads(int32_t threads, int32_t blas_threads) SADDLE_NOEXCEPT;
/* From now on large tensors on the processor come from a pool (native/memory.cpp); those that there are stay where they are. */
SADDLE_API int32_t saddle_use_memory_pool(void) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_has_memory_pool(void) SADDLE_NOEXCEPT; /* 1: they do; 0: they come from another allocator */
/* Gives memory that was freed, and waits for its next use, back to the system. */
SADDLE_API int32_t saddle_release_memory(void) SADDLE_NOEXCEPT;
/* The bytes of large tensors' blocks, in use and waiting; 0 where libtorch's own allocator stays. */
SADDLE_API void saddle_pool_bytes(int64_t* in_use, int64_t* waiting) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_cuda_devices(int32_t* count) SADDLE_NOEXCEPT;
/* How CUDA devices compute, SADDLE_CUDA_ flags: for the whole process; the processor's results do not depend on it. */
SADDLE_API int32_t saddle_get_cuda_arithmetic(int32_t* flags) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_set_cuda_arithmetic(int32_t flags) SADDLE_NOEXCEPT;

/* Operators, by their name and overload in libtorch's registry */
SADDLE_API int32_t saddle_operator_find(const char* name, const char* overload, saddle_operator* result) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_operator_call(saddle_operator op, const saddle_value* arguments, int32_t argument_count,
                                        saddle_value* results, int32_t capacity, int32_t* result_count) SADDLE_NOEXCEPT;
SADDLE_API void saddle_list_free(saddle_tensor* list) SADDLE_NOEXCEPT; /* the array of a returned tensor list */

/* From now on, or no longer, it is noted which operators run, in all threads. Slow: for tests. */
SADDLE_API int32_t saddle_watch_operators(int32_t on) SADDLE_NOEXCEPT;
/* What was noted since the last call, a line each: `outer > inner`. The text is good until the next call. */
SADDLE_API int32_t saddle_watched_operators(const char** paths) SADDLE_NOEXCEPT;

/* Tensors */
SADDLE_API int32_t saddle_tensor_from_bytes(const void* data, int64_t byte_count, const int64_t* sizes, int32_t dimensions,
                                            int32_t scalar_type, saddle_tensor* result) SADDLE_NOEXCEPT;
SADDLE_API void saddle_tensor_free(saddle_tensor tensor) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_dimensions(saddle_tensor tensor) SADDLE_NOEXCEPT;
SADDLE_API void saddle_tensor_sizes(saddle_tensor tensor, int64_t* sizes) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_strides(saddle_tensor tensor, int64_t* strides) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_scalar_type(saddle_tensor tensor) SADDLE_NOEXCEPT;
SADDLE_API void saddle_tensor_device(saddle_tensor tensor, int32_t* type, int32_t* index) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_copy_bytes(saddle_tensor tensor, void* destination, int64_t byte_count) SADDLE_NOEXCEPT;

/* Autograd */
SADDLE_API int32_t saddle_set_grad_enabled(int32_t enabled) SADDLE_NOEXCEPT; /* returns what it was */
SADDLE_API int32_t saddle_tensor_requires_grad(saddle_tensor tensor) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_set_requires_grad(saddle_tensor tensor, int32_t value) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_tensor_grad(saddle_tensor tensor, saddle_tensor* result) SADDLE_NOEXCEPT; /* null: none yet */
SADDLE_API int32_t saddle_tensor_set_grad(saddle_tensor tensor, saddle_tensor grad) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_backward(saddle_tensor tensor, saddle_tensor gradient, int32_t retain_graph,
                                   int32_t create_graph) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_grad(const saddle_tensor* outputs, const saddle_tensor* grad_outputs, int32_t output_count,
                               const saddle_tensor* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                               int32_t allow_unused, saddle_tensor* results) SADDLE_NOEXCEPT;

/* Random number generators */
SADDLE_API int32_t saddle_generator_new(int32_t device_type, int32_t device_index, uint64_t seed,
                                        saddle_generator* result) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_generator_default(int32_t device_type, int32_t device_index, saddle_generator* result) SADDLE_NOEXCEPT;
SADDLE_API void saddle_generator_free(saddle_generator generator) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_generator_seed(saddle_generator generator, uint64_t seed) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_generator_get_state(saddle_generator generator, saddle_tensor* result) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_generator_set_state(saddle_generator generator, saddle_tensor state) SADDLE_NOEXCEPT;

/* CUDA graphs. What is asked of the device between begin and end is recorded instead of computed, and computed by play. Tensors
 * that it uses must live as long as the graph. */
SADDLE_API int32_t saddle_has_cuda_graphs(void) SADDLE_NOEXCEPT; /* 1: this build can record */
SADDLE_API int32_t saddle_graph_begin(int32_t device, saddle_graph* result) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_graph_end(saddle_graph graph, int32_t whole) SADDLE_NOEXCEPT; /* whole: the work was not broken off */
SADDLE_API int32_t saddle_graph_play(saddle_graph graph) SADDLE_NOEXCEPT;
SADDLE_API void saddle_graph_free(saddle_graph graph) SADDLE_NOEXCEPT;

/* The most bytes of a device that were reserved since the last restart, which also gives back what waits for its next use; -1
 * where this build cannot know. */
SADDLE_API int32_t saddle_cuda_memory(int32_t device, int64_t* peak) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_restart_cuda_memory(int32_t device) SADDLE_NOEXCEPT;

/* TorchScript modules, run where they were loaded to. `forward` takes one tensor, and is told `flag`=True if it has an argument
 * of that name. */
SADDLE_API int32_t saddle_script_load(const char* path, int32_t device_type, int32_t device_index,
                                       saddle_script* result) SADDLE_NOEXCEPT;
SADDLE_API void saddle_script_free(saddle_script script) SADDLE_NOEXCEPT;
SADDLE_API int32_t saddle_script_forward(saddle_script script, saddle_tensor input, const char* flag, saddle_tensor* results,
                                         int32_t capacity, int32_t* count) SADDLE_NOEXCEPT;
/* The last parameter of these sizes; null if there is none. */
SADDLE_API int32_t saddle_script_parameter(saddle_script script, const int64_t* sizes, int32_t dimensions,
                                           saddle_tensor* result) SADDLE_NOEXCEPT;

#ifdef __cplusplus
}
#endif
