using System.Text.Json.Nodes;
using LeadSail.Campaigns;
using LeadSail.Rehearsals;

namespace LeadSail.Console.Rehearsals;

/// <summary>What is typed of a rehearsal.</summary>
internal sealed class RehearsalDraft
{
    /// <summary>The hours, on the lead's clock, that <see cref="Answered"/> is the mean of: those in which people are called.</summary>
    private const int Morning = 8, Evening = 21;

    private static readonly AnswerRates Assumed = new();
    private double[] shape = [.. Assumed.ByHour];

    /// <summary>When it begins; null for now.</summary>
    public DateTimeOffset? From { get; set; }

    public int? Days { get; set; } = 7;

    public int? Seed { get; set; } = 1;

    public WhichLeads Leads { get; set; }

    public double? PricePerMinute { get; set; }

    /// <summary>Whether a dialer that is off is rehearsed as if it were on.</summary>
    public bool AsIfActive { get; set; } = true;

    /// <summary>In place of the campaign's; null for the campaign's own.</summary>
    public int? CallsPerMinute { get; set; }

    /// <inheritdoc cref="CallsPerMinute"/>
    public int? MaxConcurrentCalls { get; set; }

    /// <inheritdoc cref="CallsPerMinute"/>
    public int? MaxAttempts { get; set; }

    public int? TalkSeconds { get; set; } = Assumed.TalkSeconds;

    /// <summary>Per cent of first attempts that are answered, by hour.</summary>
    public IReadOnlyList<double> ByHour { get; private set; } = Assumed.ByHour;

    /// <summary>By what that is multiplied at each attempt; the last one repeats.</summary>
    public IReadOnlyList<double> ByAttempt { get; private set; } = Assumed.ByAttempt;

    /// <summary>
    /// Per cent of first attempts that are answered in the mean of the hours of a day. Another one moves all hours in proportion, as they stood when one of them was last set; none goes over 100.
    /// </summary>
    public double? Answered
    {
        get => Math.Round(ByHour.Take(Morning..Evening).Average(), 1);
        set
        {
            if (value is { } mean)
            {
                var known = shape.Take(Morning..Evening).Average();
                ByHour = [.. shape.Select(hour => Math.Round(Math.Min(100, known == 0 ? mean : hour * mean / known), 1))];
            }
        }
    }

    /// <summary>Sets one hour.</summary>
    public void AnswerAt(int hour, double? percent)
    {
        shape = [.. ByHour];
        shape[hour] = percent ?? Assumed.ByHour[hour];
        ByHour = shape;
    }

    /// <summary>Sets one attempt, from 0 on.</summary>
    public void AnswerAtAttempt(int attempt, double? factor) => ByAttempt = [.. ByAttempt.Select((known, i) => i == attempt ? factor ?? Assumed.ByAttempt[i] : known)];

    /// <summary>As the API takes it.</summary>
    /// <param name="dialer">The settings that the campaign has.</param>
    public object Body(AutoDialerSettings dialer)
    {
        var settings = new JsonObject();
        if (!dialer.Active && AsIfActive)
        {
            settings["active"] = true;
        }

        foreach (var (name, tried) in new[] { ("callsPerMinute", CallsPerMinute), ("maxConcurrentCalls", MaxConcurrentCalls), ("maxAttempts", MaxAttempts) })
        {
            if (tried is not null)
            {
                settings[name] = tried;
            }
        }

        return new
        {
            from = From, days = Days ?? 7, seed = Seed ?? 1, leads = Leads, pricePerMinute = PricePerMinute, settings,
            answerRates = new { byHour = ByHour, byAttempt = ByAttempt, talkSeconds = TalkSeconds ?? Assumed.TalkSeconds },
        };
    }
}
