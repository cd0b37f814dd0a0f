using System.Diagnostics;
using System.Globalization;
using LeadSail.Prompts.Liquid;

namespace LeadSail.Bench;

/// <summary>Rendering a prompt of 2 kB, parsed once, with 40 outputs, conditions and a loop.</summary>
internal static class PromptsBench
{
    private const string Piece = """
        {{ first_name }} {{ last_name }} asked about {{ lead.customFields.budget | default: "no budget" }} on {{ now | date: "%A" }}.
        {% if lead.questionnaire.timeline == "this summer" %}They want it {{ lead.questionnaire.timeline | upcase }}.{% else %}No hurry.{% endif %}

        """;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <param name="args">Rounds, 10 by default.</param>
    public static int Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
        var source = string.Concat(Enumerable.Repeat(Piece, 8));
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["first_name"] = "Marta", ["last_name"] = "Keller", ["now"] = "2026-11-18 12:00:00",
            ["lead"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["customFields"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["budget"] = "20000" },
                ["questionnaire"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["timeline"] = "this summer" },
            },
        };
        var template = LiquidTemplate.Parse(source);
        var scope = new LiquidScope(data, new DateTimeOffset(2026, 11, 18, 12, 0, 0, TimeSpan.FromHours(-5)));
        var times = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var (started, renderings) = (Stopwatch.GetTimestamp(), 0);
            for (; Stopwatch.GetElapsedTime(started) < Turn; renderings++)
            {
                template.Render(scope, LiquidMode.Strict);
            }

            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / renderings);
            }
        }

        Table.Head(string.Create(CultureInfo.InvariantCulture, $"A prompt of {source.Length:N0} characters, strict, parsed once, {rounds} rounds of {Turn.TotalSeconds:0} s"));
        Table.Row("one rendering", "µs", times);
        return 0;
    }
}
