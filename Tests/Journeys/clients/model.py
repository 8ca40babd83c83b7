"""The rehearsed language model, with OpenAI's own library."""

import openai

from kit.telling import case, same, sure

MODEL = "rehearsal-small"
WORDS = [{"role": "system", "content": "s"}, {"role": "user", "content": "Selamat pagi"}]


def client(networks, key="sk-rehearsal"):
    return openai.OpenAI(base_url=networks.addresses["ai"] + "/v1", api_key=key, max_retries=0)


def whole(networks):
    before = networks.ask("ai", "bill")["microUSD"]
    answer = client(networks).chat.completions.create(model=MODEL, messages=WORDS, max_tokens=50)
    (choice,) = answer.choices
    same((choice.message.content, choice.finish_reason), ("You said: Selamat pagi", "stop"), "answer")
    same((answer.usage.prompt_tokens, answer.usage.completion_tokens), (15, 6), "usage")
    # 2.25 and 3.6 micro-dollars.
    same(networks.ask("ai", "bill")["microUSD"] - before, 6, "bill")


def stream(networks):
    words, usage = "", None
    for event in client(networks).chat.completions.create(
            model=MODEL, messages=WORDS, stream=True, stream_options={"include_usage": True}):
        words += "".join(choice.delta.content or "" for choice in event.choices)
        usage = event.usage or usage
    same(words, "You said: Selamat pagi", "answer")
    same(usage.total_tokens, 21, "usage")


def refused(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def refusals(networks):
    def ask(key="sk-rehearsal", model=MODEL):
        return client(networks, key).chat.completions.create(model=model, messages=WORDS)

    same(refused(openai.AuthenticationError, lambda: ask(key="sk-x")).code, "invalid_api_key", "wrong key")
    same(refused(openai.NotFoundError, lambda: ask(model="gpt-9")).code, "model_not_found", "unknown model")
    networks.be_faulty("ai", {"kind": "rateLimit", "at": "commit", "times": 1, "ms": 5000})
    same(refused(openai.RateLimitError, ask).response.headers["retry-after"], "5", "wait")
    networks.be_faulty("ai", {"kind": "serverErrorBefore", "at": "commit", "times": 1})
    refused(openai.InternalServerError, ask)
    networks.be_faulty("ai", {"kind": "dropBeforeAccept", "at": "commit", "times": 1})
    refused(openai.APIConnectionError, ask)
    networks.be_well("ai")


def listing(networks):
    sure(MODEL in [model.id for model in client(networks).models.list()], "the model is listed")


def play(networks):
    with case("clients: openai gets an answer and its count"):
        whole(networks)
    with case("clients: openai gets an answer word by word"):
        stream(networks)
    with case("clients: openai knows the model's refusals by its own exceptions"):
        refusals(networks)
    with case("clients: openai lists the models"):
        listing(networks)
