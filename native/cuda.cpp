// Work of a CUDA device recorded once and launched as one (CUDA graphs), and the device's memory. It needs the CUDA toolkit's
// headers where this is built; without them steps are made operator by operator, and nobody knows the memory.
#include "boundary.h"

#ifdef SADDLE_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>

#include <memory>
#endif

using saddle::guarded;

#ifdef SADDLE_CUDA

namespace {

// Recording wants a stream of its own; whatever comes after it is asked for on the one before.
struct Graph {
  at::cuda::CUDAGraph recorded;
  c10::cuda::CUDAStream before;
  explicit Graph(c10::cuda::CUDAStream stream) : before(stream) {}
};

Graph& graph_of(saddle_graph graph) { return *static_cast<Graph*>(graph); }

c10::DeviceIndex index_of(int32_t device) { return static_cast<c10::DeviceIndex>(device < 0 ? 0 : device); }

}  // namespace

int32_t saddle_has_cuda_graphs(void) noexcept { return 1; }

int32_t saddle_graph_begin(int32_t device, saddle_graph* result) noexcept {
  return guarded([&] {
    const c10::DeviceIndex index = index_of(device);
    auto graph = std::make_unique<Graph>(c10::cuda::getCurrentCUDAStream(index));
    // What was asked for before is no part of it.
    c10::cuda::device_synchronize();
    c10::cuda::setCurrentCUDAStream(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, index));
    try {
      graph->recorded.capture_begin();
    } catch (...) {
      c10::cuda::setCurrentCUDAStream(graph->before);
      throw;
    }
    *result = graph.release();
  });
}

int32_t saddle_graph_end(saddle_graph graph, int32_t whole) noexcept {
  return guarded([&] {
    Graph& of = graph_of(graph);
    try {
      of.recorded.capture_end();
    } catch (...) {
      c10::cuda::setCurrentCUDAStream(of.before);
      // What broke the work off broke the recording as well, and is told by whoever did it.
      if (whole) throw;
    }
    c10::cuda::setCurrentCUDAStream(of.before);
  });
}

int32_t saddle_graph_play(saddle_graph graph) noexcept {
  return guarded([&] { graph_of(graph).recorded.replay(); });
}

void saddle_graph_free(saddle_graph graph) noexcept {
  guarded([&] { delete static_cast<Graph*>(graph); });
}

int32_t saddle_cuda_memory(int32_t device, int64_t* peak) noexcept {
  return guarded([&] {
    at::globalContext().lazyInitCUDA();
    // Of all pools together; what is reserved is gone for others.
    *peak = c10::cuda::CUDACachingAllocator::getDeviceStats(index_of(device)).reserved_bytes[0].peak;
  });
}

int32_t saddle_restart_cuda_memory(int32_t device) noexcept {
  return guarded([&] {
    at::globalContext().lazyInitCUDA();
    c10::cuda::CUDACachingAllocator::emptyCache();
    c10::cuda::CUDACachingAllocator::resetPeakStats(index_of(device));
  });
}

#else

namespace {

int32_t refuse() noexcept {
  return guarded([] { throw std::runtime_error("this build has no CUDA graphs: the CUDA toolkit's headers were not found"); });
}

}  // namespace

int32_t saddle_has_cuda_graphs(void) noexcept { return 0; }
int32_t saddle_graph_begin(int32_t, saddle_graph*) noexcept { return refuse(); }
int32_t saddle_graph_end(saddle_graph, int32_t) noexcept { return refuse(); }
int32_t saddle_graph_play(saddle_graph) noexcept { return refuse(); }
void saddle_graph_free(saddle_graph) noexcept {}

int32_t saddle_cuda_memory(int32_t, int64_t* peak) noexcept {
  *peak = -1;
  return 0;
}

int32_t saddle_restart_cuda_memory(int32_t) noexcept { return 0; }

#endif
