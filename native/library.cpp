// What the library says of itself, and its threads.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <torch/csrc/api/include/torch/version.h>

#include <cstdlib>

#include "boundary.h"
#include "openblas.h"

using saddle::guarded;

namespace {

// A training step asks for the same large buffers again and again. glibc gives freed ones back to the system and clears their pages anew
// each time, which may take as long as the step's own work; so it keeps them. What the user has set by GLIBC_TUNABLES wins.
bool keep_freed_memory() noexcept {
#ifdef __GLIBC__
  constexpr int kept = 1 << 30;
  if (!std::getenv("GLIBC_TUNABLES") && mallopt(M_MMAP_THRESHOLD, kept)) mallopt(M_TRIM_THRESHOLD, kept);
#endif
  return true;
}

[[maybe_unused]] const bool keeps_freed_memory = keep_freed_memory();

}  // namespace

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
