using Orleans.Calls;

namespace Orleans;

/// <summary>Identity of a grain, from within it or by a reference.</summary>
public static class GrainExtensions
{
    /// <summary>The id of the grain.</summary>
    /// <exception cref="ArgumentException">Neither a reference nor an instance that the runtime made.</exception>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainProxy reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            _ => throw new ArgumentException($"{grain.GetType().FullName} is neither a grain reference nor a grain made by the runtime.", nameof(grain)),
        };
    }

    /// <summary>The key of the grain.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>
    /// A reference to the grain, seen as the interface asked for. A grain passes this, never itself, to others;
    /// calls through it to its own grain queue like any other.
    /// </summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var maker = grain switch
        {
            GrainProxy reference => reference.Maker,
            IGrainBase { GrainContext: { } context } => Activations.Activation.Of(context).Host.References,
            _ => throw new ArgumentException($"{grain.GetType().FullName} is neither a grain reference nor a grain made by the runtime.", nameof(grain)),
        };
        return (TGrainInterface)(object)maker.Create(typeof(TGrainInterface), grain.GetGrainId());
    }
}
