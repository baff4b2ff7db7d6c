// What the library says of itself, and its threads.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <torch/csrc/api/include/torch/version.h>

#include "boundary.h"
#include "kernel_proof.h"
#include "openblas.h"

using saddle::guarded;

int32_t saddle_abi(void) noexcept { return SADDLE_ABI; }
const char* saddle_torch_version(void) noexcept { return TORCH_VERSION; }
const char* saddle_last_error(void) noexcept { return saddle::last_error.c_str(); }

const char* saddle_blas(void) noexcept {
  if (saddle::openblas::is_loaded()) return "openblas";
  if (at::globalContext().hasMKL()) return "mkl";
  return "unknown";
}

const char* saddle_kernel(void) noexcept {
  const char* const name = saddle::kernels::core_name();
  return name ? name : saddle_blas();
}

int32_t saddle_kernel_proof(void) noexcept { return static_cast<int32_t>(saddle::kernels::proof()); }

int32_t saddle_cpu_capability(const char** name) noexcept {
  return guarded([&] {
    // libtorch 1.13 has no function for it, only this text.
    static const std::string known = [] {
      constexpr std::string_view before = "CPU capability usage: ";
      const std::string text = at::show_config();
      const size_t found = text.find(before);
      if (found == std::string::npos) return std::string("unknown");
      const size_t start = found + before.size();
      return text.substr(start, text.find('\n', start) - start);
    }();
    *name = known.c_str();
  });
}

int32_t saddle_get_threads(void) noexcept { return at::get_num_threads(); }

int32_t saddle_set_threads(int32_t threads) noexcept {
  return guarded([&] {
    at::set_num_threads(threads);
    saddle::openblas::set_threads(threads);
  });
}

int32_t saddle_get_blas_threads(void) noexcept { return saddle::openblas::getter() ? saddle::openblas::getter()() : 0; }

int32_t saddle_switch_threads(int32_t threads, int32_t blas_threads) noexcept {
  return guarded([&] {
    // Each thread has a count of its own, OpenMP's. libtorch's function also makes a thread pool for mobile devices anew, which
    // takes a tenth of a millisecond; but MKL has to be told by it.
#ifdef _OPENMP
    if (at::get_num_threads() != threads && !at::globalContext().hasMKL()) omp_set_num_threads(threads);
#endif
    if (at::get_num_threads() != threads) at::set_num_threads(threads);
    if (blas_threads > 0) saddle::openblas::set_threads(blas_threads);
  });
}

int32_t saddle_cuda_devices(int32_t* count) noexcept {
  return guarded([&] {
    *count = at::globalContext().hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
  });
}

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
#define SADDLE_FILLS_MEMORY
#endif

int32_t saddle_get_cuda_arithmetic(int32_t* flags) noexcept {
  return guarded([&] {
    const at::Context& context = at::globalContext();
    *flags = (context.deterministicAlgorithms() ? SADDLE_CUDA_DETERMINISTIC : 0) |
             (context.allowTF32CuDNN() ? SADDLE_CUDA_TF32_CONVOLUTIONS : 0) |
             (context.allowTF32CuBLAS() ? SADDLE_CUDA_TF32_PRODUCTS : 0);
#ifdef SADDLE_FILLS_MEMORY
    if (context.deterministicFillUninitializedMemory()) *flags |= SADDLE_CUDA_FILLED;
#endif
  });
}

int32_t saddle_set_cuda_arithmetic(int32_t flags) noexcept {
  return guarded([&] {
    at::Context& context = at::globalContext();
    const bool deterministic = flags & SADDLE_CUDA_DETERMINISTIC;
    context.setDeterministicAlgorithms(deterministic, /*warn_only=*/false);
    context.setDeterministicCuDNN(deterministic);
    context.setAllowTF32CuDNN(flags & SADDLE_CUDA_TF32_CONVOLUTIONS);
    context.setAllowTF32CuBLAS(flags & SADDLE_CUDA_TF32_PRODUCTS);
#ifdef SADDLE_FILLS_MEMORY
    context.setDeterministicFillUninitializedMemory(flags & SADDLE_CUDA_FILLED);
#endif
  });
}
