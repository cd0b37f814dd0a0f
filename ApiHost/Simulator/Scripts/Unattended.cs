namespace LeadSail.Simulator.Scripts;

/// <summary>Calls that no person takes part in.</summary>
internal static class Unattended
{
    public const string Silence = """
        # Nobody spoke
        > The call was picked up, but nobody spoke.
        A Hi, is this {first_name}?
        A Hello? Are you still there?

        # Silence on the line
        > The agent greeted {first_name} and heard nothing.
        A Hello {first_name}, this is {agent}, an AI assistant, calling about {campaign}.
        U ...
        A I can't hear you. Hello?

        # No reply
        > Nobody replied to the greeting.
        A Good day, am I speaking with {first_name}?
        U ...
        """;

    public const string Voicemail = """
        # Voicemail
        > A mailbox picked up. The agent left a short message for {first_name}.
        U Hi, you've reached {first_name}. I can't take your call right now. Please leave a message after the tone.
        A [voicemail_detection] Hi {first_name}, this is {agent}, an AI assistant, about {campaign}. I'll try you again another time.

        # Voicemail of the carrier
        > The carrier's mailbox picked up. The agent ended the call.
        A Hi, is this {first_name}?
        U Your call has been forwarded to an automated voice messaging system. At the tone, please record your message. When you have finished recording, you may hang up.
        A [voicemail_detection] This is {agent} for {first_name}, about {campaign}. Talk to you soon.

        # Voicemail, business greeting
        > A recorded greeting asked for a message after the tone.
        U Hello, nobody can come to the phone at the moment. Leave your name and number after the beep and we'll get back to you.
        A [voicemail_detection] Hello {first_name}, {agent} here, an AI assistant, about {campaign}. We'll call again.

        # Mailbox full
        > The mailbox was full; no message could be left.
        U The person you are trying to reach is not available. The mailbox is full and cannot accept any messages at this time. Please leave a message later. Goodbye.
        A [voicemail_detection] Hi {first_name}, I'll try again later.
        """;
}
