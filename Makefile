# run · dev · test · check · lock — each does its own set-up.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run dev test check lock clean

export PORTAL_PORT ?= 8000
PYTHON = $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $(name))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

run: .venv/ready
	@echo "发布种子内容 …"
	@$(BIN)/portal publish
	@echo "网站在 http://127.0.0.1:$(PORTAL_PORT)/ ，按 Ctrl-C 停止"
	@exec $(BIN)/gunicorn wsgi:app

dev: .venv/ready
	@echo "开发服务器：http://127.0.0.1:$(PORTAL_PORT)/ ，改动种子、模板或代码后刷新即可看到"
	@PORTAL_DEBUG=1 exec $(BIN)/flask --app wsgi:app run --debug --port $(PORTAL_PORT)

test: .venv/tests-ready
	@bash tests/browser/install.sh
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tests/imports.py
	$(BIN)/portal check
	$(BIN)/pytest

check: .venv/ready
	@$(BIN)/portal check

lock: .venv/tests-ready
	@$(PIP) uv
	@compile="$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra install pyproject.toml"; \
	$$compile -o requirements.txt; $$compile --extra test -o requirements-test.txt

clean:
	rm -rf .venv var

# What is installed follows the lock files and pyproject.toml: touch one of them and the next command installs.
.venv/ready: requirements.txt pyproject.toml | .venv/bin/python
	@echo "安装依赖 …"
	@$(PIP) --require-hashes --requirement requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tests-ready: requirements-test.txt .venv/ready
	@echo "安装测试所需的依赖 …"
	@$(PIP) --require-hashes --requirement requirements-test.txt
	@touch $@

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "需要 Python 3.11 或更新的版本" >&2; exit 1; fi
	@echo "建立 .venv（$(PYTHON)） …"
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv && "$(PYTHON)" -m venv .venv; \
	  else echo "缺少 venv 模块，请先运行：sudo apt-get install python3-venv" >&2; exit 1; fi; }
