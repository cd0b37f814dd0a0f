using System.Collections.Immutable;
using LeadSail.Deliveries;
using LeadSail.Storage;

namespace LeadSail;

/// <summary>A state without anything else.</summary>
public sealed class Plain
{
    public string Text { get; set; } = "";

    public List<string> Words { get; set; } = [];

    public DayOfWeek? Day { get; set; }
}

/// <summary>A state with all that a commit may hold.</summary>
public sealed record Life : IStored
{
    public string Status { get; init; } = "new";

    public ImmutableArray<HistoryEntry> PendingEvents { get; init; } = [];

    public ImmutableArray<OutgoingEvent> PendingNews { get; init; } = [];

    public bool ForgetsHistory { get; init; }

    public ReadRow? ReadRow { get; init; }

    public DateTimeOffset? WakeAt { get; init; }

    public Life With(params string[] events) => this with { PendingEvents = [.. events.Select(type => new HistoryEntry(Clock.Epoch, type, "system", JsonText.EmptyObject))] };

    public static Life Call(string status, params ReadColumn[] more) => new()
    {
        Status = status,
        ReadRow = new ReadRow("interactions", [
            new("status", status), new("direction", "outbound"), new("source", "api"), new("created_at", Clock.Epoch), new("updated_at", Clock.Epoch), .. more]),
    };
}

/// <summary>A settings kind.</summary>
public sealed record Agent(string Name) : ISetting
{
    public static string Kind => "voice_agent";
}

/// <summary>Another settings kind.</summary>
public sealed record Prompt(string Body) : ISetting
{
    public static string Kind => "prompt_template";
}
