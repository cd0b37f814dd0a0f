using LeadSail.Calls;

namespace LeadSail.Storage.Interactions;

/// <summary>The columns of <c>interactions</c> that say what a call still keeps.</summary>
internal static class TracesColumn
{
    public static string Of(CallTraces what) => what switch
    {
        CallTraces.Raw => "keeps_raw",
        CallTraces.Said => "keeps_said",
        _ => throw new ArgumentException($"{what} is not one kind of traces.", nameof(what)),
    };
}
