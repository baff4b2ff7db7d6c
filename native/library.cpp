// What the library says of itself, and its threads.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/csrc/api/include/torch/version.h>

#include "boundary.h"
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

int32_t saddle_get_threads(void) noexcept { return at::get_num_threads(); }

int32_t saddle_set_threads(int32_t threads) noexcept {
  return guarded([&] {
    at::set_num_threads(threads);
    saddle::openblas::set_threads(threads);
  });
}

int32_t saddle_cuda_devices(int32_t* count) noexcept {
  return guarded([&] { *count = at::globalContext().hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().getNumGPUs()) : 0; });
}
