namespace LeadSail.Simulator.Scripts;

/// <summary>How calls begin when the right person picks up.</summary>
internal static class Openings
{
    public const string All = """
        A Hi, is this {first_name}?
        U Yes, this is {first_name}.
        A Great, this is {agent}, an AI assistant, calling about {campaign}. Do you have two minutes?
        U Sure, go ahead.

        A Hello {first_name}, this is {agent}, an AI assistant. I'm calling because you asked us about {campaign}. Did I catch you at a good time?
        U Uh, yeah, it's fine. What's up?

        A Good day, am I speaking with {first_name}?
        U Speaking. Who's this?
        A My name is {agent}, I'm an AI assistant. You left your number with us for {campaign}, and I have a few short questions.
        U Oh right, I remember filling that in.

        A Hi {first_name}! {agent} here, the AI assistant for {campaign}. Is now okay?
        U Hello? Yes. Yes, now is okay.
        """;
}
