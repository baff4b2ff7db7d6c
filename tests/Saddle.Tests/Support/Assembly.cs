using Xunit.Sdk;
using Xunit.v3;

// libtorch uses every core already, and threads and the default generator belong to the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
