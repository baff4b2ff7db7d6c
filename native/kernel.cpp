// saddle-kernel: loads the matrix library as libtorch would and says in one line which kernel it takes, whether that multiplies
// rightly, and how fast. A program of its own, because a kernel that the processor cannot run ends the process.
//   saddle-kernel THREADS        0 threads: nothing is timed
#include <sys/resource.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kernel_proof.h"
#include "openblas.h"

namespace {

using namespace saddle;

constexpr int side = 1024;
constexpr double enough_seconds = 0.2;

// The processor's time, all threads together: kernels are compared, and what else the machine does meanwhile must not decide.
double now() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

// Operations a second of the fastest product.
double rate(int threads) {
  const auto multiply = kernels::product<float>("sgemm_");
  auto* const left = static_cast<float*>(malloc(3 * sizeof(float) * side * side));
  if (!left) return 0;
  float *const right = left + side * side, *const result = right + side * side;
  for (int k = 0; k < 2 * side * side; k++) left[k] = static_cast<float>(k % 13 - 6);
  openblas::set_threads(threads);
  const float one = 1, zero = 0;
  double fastest = 1e9, begin = 0;
  // The first product is the warm-up.
  for (int count = 0; count < 4 || now() - begin < enough_seconds; count++) {
    const double start = now();
    multiply("N", "N", &side, &side, &side, &one, left, &side, right, &side, &zero, result, &side);
    const double seconds = (now() - start) / threads;
    if (count == 0) begin = now();
    else if (seconds < fastest) fastest = seconds;
  }
  free(left);
  return 2.0 * side * side * side / fastest;
}

// Only the matrix library, which takes no time; but all of libtorch where it is another one than this was built for.
bool load() {
  const char* const folder = getenv("LIBTORCH");
  char path[4096] = SADDLE_BLAS;
  if (folder && *folder && strcmp(folder, SADDLE_LIBTORCH) != 0) snprintf(path, sizeof path, "%s/lib/libtorch_cpu.so", folder);
  return !*path || dlopen(path, RTLD_NOW | RTLD_GLOBAL);
}

}  // namespace

int main(int count, char** arguments) {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);  // a kernel that ends this program needs no picture of its memory
  const int threads = count > 1 ? atoi(arguments[1]) : 0;
  if (!load()) {
    puts("not-loaded");
    return 0;
  }
  const kernels::Proof proof = kernels::proof();
  if (proof == kernels::Proof::none) {
    puts("no-openblas");
    return 0;
  }
  const char* const verdict = proof == kernels::Proof::right ? "right" : "wrong";
  printf("%s %s %.0f\n", kernels::core_name(), verdict, threads > 0 ? rate(threads) : 0.0);
  return 0;
}
