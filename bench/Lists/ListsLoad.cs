using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Demo;
using LeadSail.Leads;
using LeadSail.Storage;

namespace LeadSail.Bench;

/// <summary>
/// Leads over the last 90 days and calls over the last 30, the newest a minute old, spread over campaigns of unequal size, with everything that their own commits store.
/// Every call was talked in, for some two minutes: more is said than in any real installation of that size.
/// </summary>
internal sealed class ListsLoad(BenchedProduct product, int size)
{
    public const string Frequent = "appointment", Small = "SMALL";
    private const int Batch = 500, Talk = 130, Lines = 28;

    private static readonly LeadStatus[] LeadStatuses = [LeadStatus.New, LeadStatus.Queued, LeadStatus.NoAnswer, LeadStatus.Voicemail, LeadStatus.Contacted, LeadStatus.Qualified];

    private static readonly InteractionStatus[] Statuses =
        [InteractionStatus.NoAnswer, InteractionStatus.Voicemail, InteractionStatus.Completed, InteractionStatus.Incomplete, InteractionStatus.Qualified, InteractionStatus.Disqualified];

    private static readonly string[] Sentences =
    [
        "Hello, this is Amy from the office, am I speaking with the owner of the house?", "Yes, that is me, but I only have a minute or two before I leave.",
        "I am calling about the roof that you asked us to look at.", "We spoke with somebody on {0} Street last week and nobody came.",
        "I am sorry to hear that, let me make an appointment for you.", "Would Tuesday afternoon be convenient, or is the morning better?",
        "The morning is better, the kids are at school then.", "It was built in 19{1}, and the shingles are still the first ones.",
        "And who else decides about the work, besides yourself?", "My wife does, she is the one who knows about the insurance.",
        "Can you tell me roughly what it is going to cost?", "Our specialist measures it first, and then you have a price that holds.",
    ];

    private readonly Random random = new(20260119);
    private readonly Past past = new();
    private readonly string place = DemoPlaces.OpenAt(DateTimeOffset.UtcNow)[..5];

    /// <summary>The leads, oldest first.</summary>
    public List<string> Leads { get; } = new(size);

    public static string FirstName(int i) => Name(i % 400);

    public static string LastName(int i) => Name(400 + (i / 7 % 3_000));

    /// <summary>A street of which few calls speak.</summary>
    public static string Street(int i) => Name(4_000 + (i % 5_000));

    public string Phone(int i) => string.Create(CultureInfo.InvariantCulture, $"{place}{2_000_000 + (i * 61L % 7_999_999):0000000}");

    public async Task LoadAsync()
    {
        var campaigns = new List<CampaignState>();
        foreach (var id in Campaigns())
        {
            if (id != BenchedProduct.Campaign)
            {
                await product.Get<IGrainFactory>().GetGrain<ICampaignGrain>(product.KeyOf(id)).Save(new CampaignSettings { Name = id }, 0, "bench");
            }

            campaigns.Add(await product.Get<IStateReader>().ReadAsync<CampaignState>("campaign", product.KeyOf(id)) ?? throw new InvalidOperationException(id));
        }

        var ids = new Ids(past);
        for (var first = 0; first < size; first += Batch)
        {
            await product.Get<ILeads>().InsertAsync(product.Organization, [.. Enumerable.Range(first, Math.Min(Batch, size - first)).Select(i => Lead(i, ids, campaigns[CampaignOf(i)]))]);
        }

        ids = new Ids(past);
        for (var first = 0; first < size; first += Batch)
        {
            await Task.WhenAll(Enumerable.Range(first, Math.Min(Batch, size - first)).Select(i => Call(i, ids)).ToArray().Select(SaveAsync));
        }
    }

    /// <summary>The campaign of six leads in ten, twenty others, and one of few.</summary>
    private static IEnumerable<string> Campaigns() =>
        [BenchedProduct.Campaign, Small, .. Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"OTHER{i:00}"))];

    private static int CampaignOf(int i) => i % 1_000 == 7 ? 1 : i % 10 < 6 ? 0 : 2 + (i % 20);

    private NewLead Lead(int i, Ids ids, CampaignState campaign)
    {
        past.Now = Back(TimeSpan.FromDays(90), i);
        var id = ids.Next("lead");
        Leads.Add(id);
        var (first, last) = (FirstName(i), LastName(i));
        var given = new LeadGiven { FirstName = first, LastName = last, Email = $"{first}.{last}{i}@example.com".ToLowerInvariant(), Phone = Phone(i), IsTest = i % 500 == 3 };
        var status = i % 1_000 == 500 ? LeadStatus.Signed : LeadStatuses[i % LeadStatuses.Length];
        var submit = new Submit($"sub_{i}", Campaigns().ElementAt(CampaignOf(i)), given, status, "bench");
        var (lead, refusal) = NewLead.Of(id, campaign, past.Now, status is LeadStatus.New or LeadStatus.Queued ? [submit, new EnterDialer { Actor = "bench" }] : [submit]);
        var made = lead ?? throw new InvalidOperationException(refusal!.Message);
        return made.State.Place is { } waiting ? made with { State = made.State with { Place = waiting with { NotBefore = DateTimeOffset.UtcNow.AddDays(1) } } } : made;
    }

    private CallState Call(int i, Ids ids)
    {
        past.Now = Back(TimeSpan.FromDays(30), i);
        var lead = random.Next(size);
        var status = i % 1_000 == 500 ? InteractionStatus.Busy : Statuses[i % Statuses.Length];
        return new CallState
        {
            Call = new CreateCall
            {
                InteractionId = ids.Next("int"), LeadId = Leads[lead], CampaignId = Campaigns().ElementAt(CampaignOf(lead)), AgentId = "agent_bench", Provider = "elevenlabs", ProviderAgentId = "agent_bench",
                PhoneNumberId = "num_bench", FromNumber = "+12125550100", ProviderPhoneNumberId = "phnum_bench", Transport = "twilio", Phone = Phone(lead), Source = CallSource.Manual,
                Direction = i % 50 == 9 ? CallDirection.Inbound : CallDirection.Outbound,
            },
            Phase = CallPhase.Final,
            Status = status,
            Dialled = true,
            CreatedAt = past.Now,
            DiallingAt = past.Now,
            StartedAt = past.Now,
            UpdatedAt = past.Now.AddSeconds(Talk),
            EndedAt = past.Now.AddSeconds(Talk),
            DurationSeconds = Talk,
            ConversationId = $"conv_{i}",
            Summary = "The owner wants a price for a new roof and was given an appointment.",
            Transcript = Talked(past.Now),
            HasRecording = true,
            Outcome = new CallOutcome { Status = status, SpokenTo = true, Evidence = "bench" },
        };
    }

    private ImmutableArray<TranscriptLine> Talked(DateTimeOffset start) =>
    [
        .. Enumerable.Range(0, Lines).Select(line => new TranscriptLine
        {
            Role = line % 2 == 0 ? Speaker.Agent : Speaker.User,
            Message = string.Format(CultureInfo.InvariantCulture, Sentences[line < Sentences.Length ? line : random.Next(Sentences.Length)], Street(random.Next(5_000)), random.Next(10, 100)),
            Timestamp = start.AddSeconds(line * Talk / Lines),
        }),
    ];

    private Task SaveAsync(CallState call) => product.Get<IDatabase>().Grains.WriteStateAsync("call", GrainId.Create("call", product.KeyOf(call.Call!.InteractionId)), new GrainState<CallState>(call, null));

    private DateTimeOffset Back(TimeSpan span, int i) => DateTimeOffset.UtcNow.AddMinutes(-1) - (span * (size - i) / size);

    /// <summary>Words of four syllables at most, none within another.</summary>
    private static string Name(int i)
    {
        string[] syllables = ["ba", "den", "fi", "gor", "hal", "jen", "ko", "lin", "mar", "nes", "po", "qui", "ros", "sal", "tor", "ul", "ven", "wy", "xa", "zan"];
        var name = string.Concat(syllables[i % 20], syllables[i / 20 % 20], syllables[i / 400 % 20], syllables[(i + 7) % 20]);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private sealed class Past : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
