using Saddle.Torch.Engines;

namespace Saddle.Torch;

/// <summary>A CUDA graph: the operators of a piece of work with their memory, launched as one.</summary>
/// <param name="device">The CUDA device.</param>
internal sealed class CudaTape(Device device) : StepTape
{
    private nint _graph;

    /// <summary>Whether the process's engine can record on CUDA devices.</summary>
    internal static bool IsAvailable => Engine.Current.HasCudaGraphs;

    internal override bool ComputesWhileRecording => false;

    internal override void Record(Action work)
    {
        _graph = Engine.Current.BeginGraph(device);
        bool isWhole = false;
        try
        {
            work();
            isWhole = true;
        }
        finally
        {
            // What was asked for until then must not be left half recorded; an error of the work's own is what is told.
            Engine.Current.EndGraph(_graph, isWhole);
        }
    }

    internal override void Play(Action work) => Engine.Current.PlayGraph(_graph);

    public override void Dispose()
    {
        if (_graph != 0)
        {
            Engine.Current.FreeGraph(_graph);
            _graph = 0;
        }
    }
}
