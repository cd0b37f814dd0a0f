namespace Orleans.Activations;

/// <summary>While it lives, tasks and timers do not inherit the ambient data of the code that makes them.</summary>
internal readonly ref struct NoFlow
{
    private readonly AsyncFlowControl control;
    private readonly bool begun;

    private NoFlow(AsyncFlowControl control)
    {
        this.control = control;
        begun = true;
    }

    public static NoFlow Begin() => ExecutionContext.IsFlowSuppressed() ? default : new NoFlow(ExecutionContext.SuppressFlow());

    public void Dispose()
    {
        if (begun)
            control.Undo();
    }
}
