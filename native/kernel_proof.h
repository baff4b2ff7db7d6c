// The proof of OpenBLAS's kernel: products of odd sizes against plain loops. It is shared by the library and by saddle-kernel,
// and allocates nothing.
#pragma once
#include <dlfcn.h>

#include <cstdint>

namespace saddle::kernels {

enum class Proof : int32_t { none = -1, wrong = 0, right = 1 };

// BLAS's own product, as Fortran calls it: every library has it.
template <class T>
using Product = void (*)(const char* transpose_left, const char* transpose_right, const int* rows, const int* columns,
                         const int* depth, const T* alpha, const T* left, const int* left_stride, const T* right,
                         const int* right_stride, const T* beta, T* result, const int* result_stride);

template <class T>
Product<T> product(const char* name) {
  return reinterpret_cast<Product<T>>(dlsym(RTLD_DEFAULT, name));
}

// The name of the kernel in use; null where the library is not OpenBLAS.
inline const char* core_name() {
  const auto function = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  return function ? function() : nullptr;
}

constexpr int largest = 107;

// The factors are whole numbers so small that every sum is exact: whatever the order of summation, there is one right answer.
// They have too many digits for a kernel that quietly computes with fewer.
template <class T>
bool multiplies(Product<T> product, int rows, int columns, int depth, bool transposed, int32_t bound) {
  static T left[largest * largest], right[largest * largest], result[largest * largest], expected[largest * largest];
  uint64_t random = 1;
  const auto next = [&] {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return static_cast<T>(static_cast<int64_t>((random >> 33) % (2u * bound + 1)) - bound);
  };
  for (T& value : left) value = next();
  for (T& value : right) value = next();
  for (T& value : result) value = 7;
  for (T& value : expected) value = 0;
  // Columns lie one after the other.
  for (int j = 0; j < columns; j++) {
    for (int k = 0; k < depth; k++) {
      const T factor = transposed ? right[j + k * largest] : right[k + j * largest];
      for (int i = 0; i < rows; i++) {
        expected[i + j * largest] += factor * (transposed ? left[k + i * largest] : left[i + k * largest]);
      }
    }
  }
  const T one = 1, zero = 0;
  const char* const how = transposed ? "T" : "N";
  product(how, how, &rows, &columns, &depth, &one, left, &largest, right, &largest, &zero, result, &largest);
  for (int j = 0; j < columns; j++) {
    for (int i = 0; i < rows; i++) {
      if (result[i + j * largest] != expected[i + j * largest]) return false;
    }
  }
  return true;
}

template <class T>
bool multiplies(Product<T> product, int32_t bound) {
  // The second has more than a million multiplications: smaller products may take a way of their own.
  return multiplies(product, 37, 29, 53, false, bound) && multiplies(product, 37, 29, 53, true, bound) &&
         multiplies(product, 101, 107, 103, false, bound);
}

inline Proof proof() {
  const auto single = product<float>("sgemm_");
  const auto twofold = product<double>("dgemm_");
  if (!single || !twofold || !core_name()) return Proof::none;
  return multiplies(single, 400) && multiplies(twofold, 1 << 22) ? Proof::right : Proof::wrong;
}

}  // namespace saddle::kernels
