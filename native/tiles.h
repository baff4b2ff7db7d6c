// Winograd's transforms of tiles: the matrices of F(2, 2) and F(2, 3) with their transposes, and how tiles are taken out of
// images or kernels and put back.
#pragma once
#include <cstdint>
#include <cstring>

namespace saddle::winograd {

typedef float Lane __attribute__((vector_size(16)));
constexpr int64_t lane = 4;

inline Lane load(const float* from) {
  Lane value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void store(float* to, Lane value) { std::memcpy(to, &value, sizeof value); }

// The transforms of one dimension; A is the side of a tile of inputs, r + 1. Each pair is a matrix and its transpose.
template <int A>
struct OfInput;
template <int A>
struct OfInputAdjoint;
template <int A>
struct OfOutput;
template <int A>
struct OfOutputAdjoint;
template <int A>
struct OfWeight;
template <int A>
struct OfWeightAdjoint;

template <>
struct OfInput<3> {
  static void apply(const Lane (&d)[3], Lane (&v)[3]) { v[0] = d[0] - d[1], v[1] = d[1], v[2] = d[2] - d[1]; }
};
template <>
struct OfInputAdjoint<3> {
  static void apply(const Lane (&v)[3], Lane (&d)[3]) { d[0] = v[0], d[1] = v[1] - v[0] - v[2], d[2] = v[2]; }
};
template <>
struct OfOutput<3> {
  static void apply(const Lane (&m)[3], Lane (&y)[2]) { y[0] = m[0] + m[1], y[1] = m[1] + m[2]; }
};
template <>
struct OfOutputAdjoint<3> {
  static void apply(const Lane (&y)[2], Lane (&m)[3]) { m[0] = y[0], m[1] = y[0] + y[1], m[2] = y[1]; }
};
template <>
struct OfWeight<3> {
  static void apply(const Lane (&g)[2], Lane (&u)[3]) { u[0] = g[0], u[1] = g[0] + g[1], u[2] = g[1]; }
};
template <>
struct OfWeightAdjoint<3> {
  static void apply(const Lane (&u)[3], Lane (&g)[2]) { g[0] = u[0] + u[1], g[1] = u[1] + u[2]; }
};

template <>
struct OfInput<4> {
  static void apply(const Lane (&d)[4], Lane (&v)[4]) {
    v[0] = d[0] - d[2], v[1] = d[1] + d[2], v[2] = d[2] - d[1], v[3] = d[1] - d[3];
  }
};
template <>
struct OfInputAdjoint<4> {
  static void apply(const Lane (&v)[4], Lane (&d)[4]) {
    d[0] = v[0], d[1] = v[1] - v[2] + v[3], d[2] = v[1] + v[2] - v[0], d[3] = -v[3];
  }
};
template <>
struct OfOutput<4> {
  static void apply(const Lane (&m)[4], Lane (&y)[2]) { y[0] = m[0] + m[1] + m[2], y[1] = m[1] - m[2] - m[3]; }
};
template <>
struct OfOutputAdjoint<4> {
  static void apply(const Lane (&y)[2], Lane (&m)[4]) { m[0] = y[0], m[1] = y[0] + y[1], m[2] = y[0] - y[1], m[3] = -y[1]; }
};
template <>
struct OfWeight<4> {
  static void apply(const Lane (&g)[3], Lane (&u)[4]) {
    u[0] = g[0], u[1] = (g[0] + g[1] + g[2]) * 0.5f, u[2] = (g[0] - g[1] + g[2]) * 0.5f, u[3] = g[2];
  }
};
template <>
struct OfWeightAdjoint<4> {
  static void apply(const Lane (&u)[4], Lane (&g)[3]) {
    g[0] = u[0] + (u[1] + u[2]) * 0.5f, g[1] = (u[1] - u[2]) * 0.5f, g[2] = (u[1] + u[2]) * 0.5f + u[3];
  }
};

// A transform along columns, then along rows.
template <class Transform, int In, int Out>
inline void both_ways(const Lane (&in)[In][In], Lane (&out)[Out][Out]) {
  Lane half[Out][In];
#pragma GCC unroll 4
  for (int j = 0; j < In; ++j) {
    Lane column[In], transformed[Out];
#pragma GCC unroll 4
    for (int i = 0; i < In; ++i) column[i] = in[i][j];
    Transform::apply(column, transformed);
#pragma GCC unroll 4
    for (int i = 0; i < Out; ++i) half[i][j] = transformed[i];
  }
#pragma GCC unroll 4
  for (int i = 0; i < Out; ++i) Transform::apply(half[i], out[i]);
}

// Where the elements of a tile lie in an image or a kernel, as distances from its beginning; negative where there is none.
template <int Side>
struct Places {
  int64_t at[Side][Side];

  template <class At>
  explicit Places(At&& place) {
    for (int i = 0; i < Side; ++i)
      for (int j = 0; j < Side; ++j) at[i][j] = place(i, j);
  }
};

// Transforms what lies in places, zeros where there are none, and writes an element each into Out x Out slabs.
template <class Transform, int Out, int In>
void take(const float* from, const Places<In>& places, const float* zeros, float* to, int64_t distance, int64_t channels) {
  const float* source[In][In];
  for (int i = 0; i < In; ++i)
    for (int j = 0; j < In; ++j) source[i][j] = places.at[i][j] < 0 ? zeros : from + places.at[i][j];
  for (int64_t c = 0; c < channels; c += lane) {
    Lane in[In][In], out[Out][Out];
#pragma GCC unroll 4
    for (int i = 0; i < In; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < In; ++j) in[i][j] = load(source[i][j] + c);
    both_ways<Transform>(in, out);
#pragma GCC unroll 4
    for (int i = 0; i < Out; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < Out; ++j) store(to + (i * Out + j) * distance + c, out[i][j]);
  }
}

// Transforms an element each of In x In slabs and writes the outcome, or adds it, to what lies in places.
template <class Transform, int In, bool Adds = false, int Out>
void put(const float* from, int64_t distance, int64_t channels, float* to, const Places<Out>& places) {
  for (int64_t c = 0; c < channels; c += lane) {
    Lane in[In][In], out[Out][Out];
#pragma GCC unroll 4
    for (int i = 0; i < In; ++i)
#pragma GCC unroll 4
      for (int j = 0; j < In; ++j) in[i][j] = load(from + (i * In + j) * distance + c);
    both_ways<Transform>(in, out);
    for (int i = 0; i < Out; ++i)
      for (int j = 0; j < Out; ++j)
        if (places.at[i][j] >= 0) {
          float* place = to + places.at[i][j] + c;
          store(place, Adds ? load(place) + out[i][j] : out[i][j]);
        }
  }
}

}  // namespace saddle::winograd
