"""The pages of whoever has not logged in: plain HTML, without Dash and whatever Dash loads.

They reach the rig through three scripts of their own and nothing else; the guard of the hub lets
no other file and no other page through to somebody it does not know. A button is dead until its
script is there: a form that the browser sends itself would put a password into the address.
"""

from flask import Flask, Response

from dashboard.browser_modules import SCHEME, BrowserModules

_PAGE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <title>{title} · Steadyhold</title>
    <link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
    <link rel="stylesheet" href="/assets/theme.css">
    <link rel="stylesheet" href="/assets/entry.css">
    <script src="{address}/{scheme}"></script>
    <script type="module" src="{address}/{module}"></script>
  </head>
  <body class="entry">
    <main class="entry-card">
      <p class="entry-brand"><span class="mark" aria-hidden="true"></span>Steadyhold</p>
      <h1>{title}</h1>
      {content}
      <p id="problem" class="problem" role="alert"></p>
      <noscript>Please switch JavaScript on to log in.</noscript>
    </main>
  </body>
</html>
"""
_PASSWORD = "Four words that nobody links are easy to keep and hard to guess."  # noqa: S105
_LOGIN = """<p id="over" class="lead" role="status" hidden>You are logged out: the class
        was closed, or this phone was not used for a while. What you pressed is kept.</p>
      <a class="act quiet" id="student" href="/join">I am a student</a>
      <form id="login" class="entry-form">
        <label>Login
          <input name="login" autocomplete="username" autocapitalize="none" required maxlength="40">
        </label>
        <label>Password
          <input name="password" type="password" autocomplete="current-password" required>
        </label>
        <label id="code-row" hidden>Code of your authenticator app
          <input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7">
        </label>
        <button class="act" disabled>Log in</button>
      </form>
      <div id="inside" class="entry-form" hidden>
        <p id="who"></p>
        <a class="act" id="on" href="/">Go on</a>
        <button class="act quiet" id="out">Log out</button>
        <button class="act quiet" id="out-all">Log out on every device</button>
      </div>"""
_JOIN = """<form id="code" class="entry-form">
        <label>Class code, from the instructor's screen
          <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false"
            required maxlength="12" placeholder="ABCD-EFGH">
        </label>
        <button class="act" disabled>Next</button>
      </form>
      <form id="person" class="entry-form" hidden>
        <p id="class" class="lead"></p>
        <label>Who are you?
          <select name="learner" required></select>
        </label>
        <label id="new-name" hidden>Your name
          <input name="name" autocomplete="name" maxlength="80">
        </label>
        <label><span id="pin-words">Your PIN</span>
          <input name="pin" type="password" inputmode="numeric" pattern="[0-9]{6}"
            autocomplete="off" required maxlength="6" aria-describedby="pin-help">
        </label>
        <p id="pin-help" class="entry-help">Six digits that only you know.</p>
        <button class="act" disabled>Come in</button>
      </form>
      <p id="waiting" class="lead" role="status" hidden></p>
      <p class="entry-help">Your presses and scores are kept on the instructor's computer, your name
        apart from them. Nothing goes to the internet.</p>
      <p class="entry-else"><a href="/login">I have a login and a password</a></p>"""
_SETUP = f"""<p class="lead">Nobody can log in yet. Make the first instructor's account.</p>
      <form id="setup" class="entry-form">
        <label>Setup code, from the screen of the computer that runs Steadyhold
          <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false"
            required maxlength="12" placeholder="ABCD-EFGH">
        </label>
        <label>Login
          <input name="login" autocomplete="username" autocapitalize="none" required
            minlength="3" maxlength="40">
        </label>
        <label>Password, at least 12 characters
          <input name="password" type="password" autocomplete="new-password" required
            minlength="12" aria-describedby="password-help">
        </label>
        <p id="password-help" class="entry-help">{_PASSWORD}</p>
        <button class="act" disabled>Make the account</button>
      </form>
      <p class="entry-else"><a href="/login">I have an account</a></p>"""

PAGES = {
    "/login": ("Log in", "entry/login.js", _LOGIN),
    "/join": ("Join the class", "entry/join.js", _JOIN),
    "/setup": ("First start", "entry/setup.js", _SETUP),
}
"""Title, module and content of each page, by its address."""


def is_entry(path: str) -> bool:
    """Whether an address is open to whoever has not logged in; the hub says which files are."""
    return path in PAGES or path.startswith("/assets/")


def register_entry(server: Flask, modules: BrowserModules) -> None:
    """Serve the pages.

    Args:
        server: of the Dash app.
        modules: of the browser's code.
    """
    for path, (title, module, content) in PAGES.items():
        page = _PAGE.format(
            title=title, address=modules.address, scheme=SCHEME, module=module, content=content
        )

        def show(page: str = page) -> Response:
            return Response(page, mimetype="text/html", headers={"Cache-Control": "no-store"})

        server.add_url_rule(path, f"entry {path}", show)
