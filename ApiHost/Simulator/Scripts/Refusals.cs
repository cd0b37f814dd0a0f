namespace LeadSail.Simulator.Scripts;

/// <summary>Conversations that are put off, refused, or broken off.</summary>
internal static class Refusals
{
    public const string Callback = """
        # Call back tomorrow at three
        > {first_name} is at work and asked to be called back tomorrow at 3 pm about {campaign}.
        = callback_at: {callback_at}
        = callback_note: prefers the afternoon
        *
        A I have a few questions about {campaign}.
        U Listen, I'm at work. Can you call me tomorrow? Three o'clock would be good.
        A Tomorrow at three in the afternoon, your time. I'll call you then.
        U Perfect, thanks.
        A [end_call] Talk to you tomorrow, {first_name}.

        # Driving, call tomorrow
        > {first_name} was driving and asked for a call tomorrow at 15:00.
        = callback_at: {callback_at}
        = callback_note: was driving
        *
        U Actually, sorry, I'm driving right now. This is a bad moment.
        A No problem at all. When would be better?
        U Tomorrow, at three?
        A Tomorrow at three p.m. it is. Drive safely!
        U Thanks, bye.

        # With family, call tomorrow
        > {first_name} has guests and wants to talk about {campaign} tomorrow at 3 pm.
        = callback_at: {callback_at}
        = callback_note: wants time to talk
        *
        A It's about your request for {campaign}. Should I go through it with you?
        U We have guests, I can't talk now. Try me tomorrow afternoon, say three.
        A I've noted tomorrow at three p.m. Is this number fine?
        U Yes, this number.
        A [end_call] Thank you, {first_name}. Until tomorrow.
        """;

    public const string CallbackOpen = """
        # Call another time
        > {first_name} had no time and asked to be called another day, without naming one.
        = callback_note: busy, no time named
        *
        A I have some news about {campaign}.
        U It's really not a good time. Call me some other day.
        A Of course. Is there a day that suits you?
        U I can't say now. Just try again.
        A [end_call] I will. Have a good day, {first_name}.

        # In a meeting
        > {first_name} was in a meeting and will take another call about {campaign}; no time was given.
        = callback_note: was in a meeting
        *
        U I'm in a meeting, to be honest. Can you call back later?
        A Sure, when would be convenient?
        U Later. Sorry, I have to go.

        # Needs to think first
        > {first_name} wants to think about {campaign} and be called again at some point.
        = callback_note: wants to think about it
        *
        A Have you had a chance to look at our offer for {campaign}?
        U Not yet. Give me some time and then call me again, okay?
        A Gladly. I'll try you again.
        U Thanks. Bye bye.
        """;

    public const string DoNotCall = """
        # Asked not to be called again
        > {first_name} asked to be taken off the list and not to be called again.
        *
        A I'd like to ask you something about {campaign}.
        U No. Please take me off your list and don't call me again.
        A [mark_do_not_call] I understand. I've taken your number off our list.
        A [end_call] We won't call you again. I'm sorry for the interruption.

        # Never asked for this
        > {first_name} said they never left their number and demanded that calls stop.
        *
        A You left your number with us about {campaign}, that's why I'm calling.
        U I never left my number anywhere. Stop calling me.
        A [mark_do_not_call] I'm sorry about that. Your number is now blocked on our side.
        U It better be.

        # Too many calls
        > {first_name} is annoyed about the number of calls and asked to be removed.
        *
        A May I ask two short questions about {campaign}?
        U You people call every week! Remove my number, please. For good.
        A [mark_do_not_call] Of course, {first_name}, it's removed for good.
        A [end_call] Goodbye.
        """;

    public const string WrongPerson = """
        # Wrong number
        > The number belongs to somebody who does not know {first_name}.
        A Hi, is this {first_name}?
        U No, you've got the wrong number. There's no {first_name} here.
        A I'm sorry about that. Has this been your number for long?
        U For years, yes.
        A [end_call] Thank you, I'll correct it on our side. Goodbye.

        # Number has changed hands
        > A new owner answered; {first_name} no longer has this number.
        A Hello, am I speaking with {first_name}?
        U Nope. I got this number in the summer, people keep asking for them.
        A I apologize. I'll make a note that it has changed hands.
        U Appreciated. Bye.

        # Business line
        > The number is the line of a bakery, not of {first_name}.
        A Good day, this is {agent}, an AI assistant, calling for {first_name} about {campaign}.
        U This is a bakery, miss. Nobody of that name works here.
        A Oh, then I have the wrong number. Please excuse me.
        U Happens. Have a nice one.
        A [end_call] You too. Goodbye.
        """;

    public const string Incomplete = """
        # Hung up in mid-talk
        > {first_name} hung up before the questions about {campaign} could be asked.
        *
        A Great. First of all, are you the owner of the
        U Wait, somebody's at the door, I

        # Hung up after the introduction
        > {first_name} ended the call after hearing what it was about.
        *
        A It's about your request for {campaign}. Could you tell me whether
        U Hmm. You know what, no.

        # Connection lost
        > The connection broke off while {first_name} was answering a question about {campaign}.
        *
        A When would you like to start with {campaign}?
        U We were thinking of
        A Sorry, I didn't catch that. Could you say it again?
        U I said we were thinking of the
        """;
}
