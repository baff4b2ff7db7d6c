// libtorch uses every core already, and threads and the default generator belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
