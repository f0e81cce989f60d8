"""Reviews: begun as a draft, published as a whole."""

from functools import partial
from uuid import UUID

from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, reads, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped, named
from reviews.models import Comment, Review

from .rows import comments_shown, rows_of
from .shapes import CommentSerializer, ReviewBody, ReviewSerializer, VerdictBody


def review_of(request: Request, uuid: UUID) -> Review:
    reviews = Review.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(reviews, uuid=uuid)


def shown(review: Review, request: Request) -> Data:
    return ReviewSerializer(review, context={"request": request}).data


class ReviewList(APIView):
    @reads(page_of(ReviewSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the reviews of a debate

        The published ones, and your own drafts.
        """
        reviews = Review.objects.visible_to(request.user).filter(debate=debate_of(request, slug))
        return page(request, reviews.with_bylines(), query, dumped(ReviewSerializer, request))

    @writes(ReviewBody, ReviewSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Begin a review

        A draft that only you see, of one document or of the debate as a whole; the one you have
        begun already, if you have.
        """
        debate = debate_of(request, slug)
        document = None
        if data.get("document"):
            document = named(debate.documents.all(), data["document"], "document")
        answers = None
        if data.get("answers"):
            published = debate.reviews.visible_to(request.user).published()
            answers = named(published, data["answers"], "answers")
        review = Review.begin(debate, by=request.user, document=document, answers=answers)
        return answer_with(shown(review, request), status=201)


class ReviewDetail(APIView):
    @reads(ReviewSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read a review"""
        return answer_with(shown(review_of(request, uuid), request))

    @writes(None, None, status=204)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Discard your draft

        With its comments.
        """
        review_of(request, uuid).discard(by=request.user)
        return Response(status=204)


class ReviewComments(APIView):
    @reads(page_of(CommentSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List the comments of a review

        In the order in which they stand in it, the opening first.
        """
        comments = Comment.objects.visible_to(request.user).filter(review=review_of(request, uuid))
        represent = partial(comments_shown, request=request)
        return page(request, rows_of(comments), query, represent, key="position")


class ReviewPublication(APIView):
    @writes(VerdictBody, ReviewSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Publish your draft

        All its comments are shown at once, each in its thread, and their acts take effect.
        """
        review = review_of(request, uuid)
        review.publish(by=request.user, **data)
        return answer_with(shown(review, request))
