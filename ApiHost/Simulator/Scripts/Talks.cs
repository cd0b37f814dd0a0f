namespace LeadSail.Simulator.Scripts;

/// <summary>Conversations that come to a result.</summary>
internal static class Talks
{
    public const string Completed = """
        # Details confirmed
        > {first_name} confirmed the request about {campaign} and agreed to receive the details by email.
        *
        A I just want to confirm your request before we send anything. You're still interested in {campaign}, right?
        U Yes, I am. I was waiting for somebody to call, actually.
        A Good to hear. Shall I send the details to the email address on file?
        U Yes please, that one works.
        A Perfect. You'll have it within the hour. Is there anything else I can help with?
        U No, that's all. Thank you.
        A [end_call] Thank you, {first_name}. Have a great day!

        # Questions answered
        > {first_name} asked about the next steps of {campaign}, got answers, and agreed to go on.
        *
        A I'm calling to see whether you have any questions about {campaign}.
        U I do, one. What happens next, do I have to sign anything today?
        A No, nothing today. You get a written overview first, and you decide after that.
        U Okay, that sounds fair. Send it over then.
        A I will. You'll find a number in it if you want to talk to a person.
        U Great. Bye.
        A [end_call] Goodbye, {first_name}.

        # Appointment kept
        > {first_name} confirmed the appointment about {campaign} and had no further questions.
        = interest: high
        *
        A I have you down for a visit about {campaign} this week. Does that still work for you?
        U Let me look... yes, that still works.
        A Wonderful. Please have a recent bill ready, it saves some time.
        U A bill, okay. I'll find one.
        A That's everything from my side. Thank you, {first_name}.
        U Thanks, see you.
        """;

    public const string Qualified = """
        # Qualified, wants to start soon
        > {first_name} owns the home, has a budget and wants to start within a month. Qualified for {campaign}.
        = budget: 15000
        = interest: high
        = timeline: within a month
        *
        A First, are you the owner of the home?
        U Yes, we own it. Since two thousand eleven.
        A Thank you. And when would you like to get started with {campaign}?
        U As soon as possible. Within the month if you can.
        A We can. Do you have a budget in mind?
        U Around fifteen thousand, I'd say.
        A That fits well. A specialist will contact you with a written offer. You qualify, {first_name}.
        U Excellent, looking forward to it.
        A [end_call] Thank you for your time. Goodbye!

        # Qualified, comparing offers
        > {first_name} decides alone, is comparing three offers for {campaign} and meets all criteria.
        = budget: 8000
        = interest: medium
        = timeline: within three months
        *
        A May I ask whether you decide on this alone, or together with somebody?
        U That's me alone. I'm already comparing three offers.
        A Understood. What matters most to you in an offer?
        U The price, mostly. I don't want to go over eight thousand.
        A And the time frame?
        U In the next two, three months.
        A Then you meet everything we need for {campaign}. We'll send our offer so that you can compare.
        U Sounds good to me.
        A [end_call] Thank you, {first_name}. Bye for now.

        # Qualified after some doubt
        > {first_name} was doubtful at first, answered all questions, and qualifies for {campaign}.
        = budget: 20000
        = interest: high
        = timeline: this year
        *
        A I'd like to find out if {campaign} is right for you. It takes four questions.
        U Four? Alright, but make it quick, I'm at work.
        A Are you already with another provider?
        U We were. We cancelled in spring.
        A And is a budget of about twenty thousand realistic for you this year?
        U If it does what the website says, yes.
        A Then I have good news, you qualify.
        U Oh, okay. That was quick. What do I do now?
        A Nothing at all, we'll send you the documents today.
        U Fine. Thanks.
        A [end_call] Thank you, {first_name}.
        """;

    public const string Disqualified = """
        # Not the owner
        > {first_name} rents and cannot decide on {campaign}. Does not qualify.
        = interest: low
        *
        A Are you the owner of the property?
        U No, we rent. The landlord takes care of these things.
        A I see. For {campaign} we need the owner's agreement, so I'm afraid we can't help you right now.
        U No problem, I thought so.
        A [end_call] Thank you for telling me, {first_name}. All the best.

        # Already has one
        > {first_name} bought elsewhere last month and has no need for {campaign}.
        = interest: none
        *
        A Are you still looking for an offer for {campaign}?
        U Not any more, we bought one from somebody else last month.
        A Congratulations! Then I'll close your request on our side.
        U Yes, do that. Thanks for calling though.
        A [end_call] You're welcome. Goodbye, {first_name}.

        # Below the minimum
        > {first_name}'s budget is below the minimum for {campaign}. Does not qualify.
        = budget: 500
        = interest: medium
        *
        A May I ask what budget you have in mind for {campaign}?
        U Five hundred, tops. It's for my garage.
        A Thank you for being open. Our smallest package is well above that, so it wouldn't be a fit.
        U Oh. Well, too bad. Thanks anyway.
        A [end_call] Thank you, {first_name}. Take care.
        """;

    public const string FollowUp = """
        # Wants a person to follow up
        > {first_name} has a technical question about {campaign} that needs a specialist's answer.
        = callback_note: question about the existing wiring
        = interest: high
        *
        A Do you have any questions about {campaign} so far?
        U Yes. Would it work with our old wiring? The house is from the sixties.
        A That is something our specialist should answer. May I have them look into it and get back to you?
        U Please do. Without that I can't decide anything.
        A Noted. They will contact you with an answer.
        U Perfect, thanks.
        A [end_call] Thank you, {first_name}. Goodbye.

        # Needs to ask the partner
        > {first_name} is interested in {campaign} but wants to talk it over at home and receive written information first.
        = interest: medium
        *
        A Would you like us to prepare an offer for {campaign}?
        U I'd have to talk to my wife first. Can you send me something in writing?
        A Of course. I'll send a summary, and a colleague will follow up once you've read it.
        U Yes, that's the best way.
        A [end_call] Then that's what we'll do. Thank you, {first_name}.

        # Documents missing
        > {first_name} wants to go on with {campaign} and will look for the missing documents; a colleague follows up.
        = callback_note: waiting for last year's bill
        = interest: high
        *
        A We're only missing one document for {campaign}, last year's bill. Do you have it at hand?
        U Not here. I'd have to look in the basement.
        A No hurry. A colleague will follow up and tell you how to send it.
        U Alright, that works.
        A [end_call] Thank you, {first_name}. Bye!
        """;
}
